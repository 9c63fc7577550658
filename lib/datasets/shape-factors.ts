export const SHAPE_NAMES = ['square', 'ellipse', 'heart'] as const;

/** Where an image of SHAPES lies on the grid of its factors, which are independent of each other. */
export interface ShapeFactors {
  readonly shape: (typeof SHAPE_NAMES)[number];
  /** 0 .. 5: the sides of all things are (5 + scale) / 10 of the largest, so 0.5, 0.6 .. 1 */
  readonly scale: number;
  /** 0 .. 39: turned by angle / 40 of a whole turn, clockwise as one sees it */
  readonly angle: number;
  /** 0 .. 31: the centre of mass is (16.5 + x) / 64 of the image's side from its left edge */
  readonly x: number;
  /** 0 .. 31: and (16.5 + y) / 64 from its upper edge */
  readonly y: number;
}

/** How many values each factor has, in the order of shapeVector's numbers. */
export const SHAPE_FACTORS: Readonly<Record<keyof ShapeFactors, number>> = {
  shape: SHAPE_NAMES.length,
  scale: 6,
  angle: 40,
  x: 32,
  y: 32,
};
const COUNTS = Object.entries(SHAPE_FACTORS);

/** Points of the grid: 737,280. */
export const SHAPES_SIZE = COUNTS.reduce((product, [, count]) => product * count, 1);

/** @throws RangeError that names what is no whole number in 0 .. count - 1 */
export function checkPlace(value: number, count: number, name: string): void {
  if (!(Number.isInteger(value) && value >= 0 && value < count))
    throw new RangeError(`SHAPES: ${name} is ${value}: give a whole number from 0 to ${count - 1}.`);
}

/**
 * The factors as numbers [5], each its place among its values, in the order of SHAPE_FACTORS.
 * @throws RangeError that names the first factor that is missing or not on the grid
 */
export function shapeVector(factors: ShapeFactors): number[] {
  const { shape, scale, angle, x, y } = factors;
  if (!SHAPE_NAMES.includes(shape))
    throw new RangeError(`SHAPES: shape is ${shape}: give one of ${SHAPE_NAMES.join(', ')}.`);
  const places = [SHAPE_NAMES.indexOf(shape), scale, angle, x, y];
  COUNTS.forEach(([name, count], i) => {
    checkPlace(places[i]!, count, name);
  });
  return places;
}

/**
 * The number of a point of the grid, 0 .. 737,279: y runs fastest, then x, angle, scale and shape, as in dSprites.
 * @throws RangeError as shapeVector does
 */
export const shapeIndex = (factors: ShapeFactors): number =>
  shapeVector(factors).reduce((index, place, i) => index * COUNTS[i]![1] + place, 0);

/**
 * The factors of point `index`: the inverse of shapeIndex.
 * @throws RangeError when index is no whole number in 0 .. 737,279
 */
export function shapeFactors(index: number): ShapeFactors {
  checkPlace(index, SHAPES_SIZE, 'index');
  let rest = index;
  const take = (count: number) => {
    const place = rest % count;
    rest = Math.floor(rest / count);
    return place;
  };
  const [y, x, angle, scale] = [
    take(SHAPE_FACTORS.y),
    take(SHAPE_FACTORS.x),
    take(SHAPE_FACTORS.angle),
    take(SHAPE_FACTORS.scale),
  ];
  return { shape: SHAPE_NAMES[rest]!, scale, angle, x, y };
}
