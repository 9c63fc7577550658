import { covered, either, ellipse, toBytes, type Shape } from './painter';
import { SHAPE_FACTORS, shapeVector, type ShapeFactors } from './shape-factors';

/** An image of SHAPES has 64 x 64 pixels as in dSprites, or half of that. */
export type ShapeSide = 32 | 64;

/** Side of the largest square, in 64ths of an image's side; the others have its area. */
const LARGEST = 20;

/** The square around 0. */
const square = (half: number): Shape => ({
  box: [-half, -half, half, half],
  distance: (x, y) => Math.max(Math.abs(x), Math.abs(y)) - half,
});

/** Half axes that are 1 : 2. */
function oval(area: number): Shape {
  const ry = Math.sqrt(area / (2 * Math.PI));
  return ellipse(0, 0, 2 * ry, ry);
}

/** A square of sides 2 h on its tip, with half a disc of radius h on each of its two upper sides; centre of mass 0. */
function heart(area: number): Shape {
  const h = Math.sqrt(area / (4 + Math.PI));
  // Of half a disc, pi h^2 / 2 large, the centre of mass lies 4 h / (3 pi) beyond its diameter, and that h from the
  // square's centre: both halves together weigh upwards by sqrt(2) times that.
  const y = (Math.SQRT2 * h * (Math.PI / 2 + 2 / 3)) / (4 + Math.PI);
  const discs = [-1, 1].map((side) => ellipse(side * Math.SQRT1_2 * h, y - Math.SQRT1_2 * h, h, h));
  return [placed(square(h), { x: 0, y, scale: 1, turn: 1 / 8 }), ...discs].reduce(either);
}

/** A shape around 0 made smaller or larger by `scale`, turned clockwise by `turn` turns and moved to (x, y). */
function placed(
  { box, distance }: Shape,
  { x, y, scale, turn }: { x: number; y: number; scale: number; turn: number },
): Shape {
  const [left, top, right, bottom] = box;
  const reach = scale * Math.hypot(Math.max(-left, right), Math.max(-top, bottom));
  const [cos, sin] = [Math.cos(2 * Math.PI * turn) / scale, Math.sin(2 * Math.PI * turn) / scale];
  return {
    box: [x - reach, y - reach, x + reach, y + reach],
    distance: (px, py) => {
      const [dx, dy] = [px - x, py - y];
      return scale * distance(cos * dx + sin * dy, cos * dy - sin * dx);
    },
  };
}

const AREA = LARGEST ** 2;
const OUTLINES: Record<ShapeFactors['shape'], Shape> = {
  square: square(LARGEST / 2),
  ellipse: oval(AREA),
  heart: heart(AREA),
};
/** How often a thing looks as before while it is turned once. */
const SYMMETRY: Record<ShapeFactors['shape'], number> = { square: 4, ellipse: 2, heart: 1 };

/**
 * A white shape on black: bytes [side, side], smooth at the edge. What looks the same is the same to the bit: a square
 * that is turned by 10 of the 40 angles, an ellipse by 20.
 *
 * All shapes of one scale have one area, that of a square whose sides are (10 + 2 scale) / 64 of the image's (to 3 %, by
 * the smoothing of corners), and none is cut off at the edge of the image.
 * @throws RangeError when a factor is missing or not on the grid, or side is not 32 or 64
 */
export function drawShape(factors: ShapeFactors, side: ShapeSide): Uint8Array {
  checkSide(side);
  shapeVector(factors);
  const { shape, scale, angle, x, y } = factors;
  const unit = side / 64;
  const values = new Float32Array(side * side);
  const outline = placed(OUTLINES[shape], {
    x: (16.5 + x) * unit,
    y: (16.5 + y) * unit,
    scale: ((5 + scale) / 10) * unit,
    turn: (angle % (SHAPE_FACTORS.angle / SYMMETRY[shape])) / SHAPE_FACTORS.angle,
  });
  covered(side, outline, (pixel, share) => {
    values[pixel] = share;
  });
  return toBytes(values);
}

/** @throws RangeError unless side is 32 or 64 */
export function checkSide(side: number): void {
  if (side !== 32 && side !== 64) throw new RangeError(`SHAPES: side is ${side}: give 32 or 64.`);
}
