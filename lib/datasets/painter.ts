/** A region of the plane: pixels, x to the right, y down; pixel i covers [i, i + 1]. */
export interface Shape {
  /** [left, top, right, bottom]: beyond it the shape has nothing */
  readonly box: readonly [number, number, number, number];
  /** to the edge, in pixels: negative inside, positive outside; right to first order near the edge */
  readonly distance: (x: number, y: number) => number;
}

/** Red, green and blue, each 0 .. 1. */
export type Colour = readonly [number, number, number];

/** The ellipse around (cx, cy) with half axes rx and ry > 0. */
export function ellipse(cx: number, cy: number, rx: number, ry: number): Shape {
  return {
    box: [cx - rx, cy - ry, cx + rx, cy + ry],
    // f = |(dx/rx, dy/ry)| - 1 over the length of its gradient
    distance(x, y) {
      const dx = (x - cx) / rx;
      const dy = (y - cy) / ry;
      const f = Math.sqrt(dx * dx + dy * dy);
      const gradient = Math.sqrt((dx / rx) ** 2 + (dy / ry) ** 2);
      return gradient === 0 ? -Math.min(rx, ry) : ((f - 1) * f) / gradient;
    },
  };
}

/** A line through the points with round ends, `width` pixels wide. */
export function stroke(points: readonly (readonly [number, number])[], width: number): Shape {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const r = width / 2;
  return {
    box: [Math.min(...xs) - r, Math.min(...ys) - r, Math.max(...xs) + r, Math.max(...ys) + r],
    distance(x, y) {
      let nearest = Infinity;
      for (let i = 1; i < points.length; i++) {
        const bx = xs[i]! - xs[i - 1]!;
        const by = ys[i]! - ys[i - 1]!;
        let dx = x - xs[i - 1]!;
        let dy = y - ys[i - 1]!;
        const along = Math.max(0, Math.min(1, (dx * bx + dy * by) / (bx * bx + by * by || 1)));
        dx -= along * bx;
        dy -= along * by;
        nearest = Math.min(nearest, dx * dx + dy * dy);
      }
      return Math.sqrt(nearest) - r;
    },
  };
}

/** A straight line with round ends, `width` pixels wide. */
export const line = (x0: number, y0: number, x1: number, y1: number, width: number): Shape =>
  stroke(
    [
      [x0, y0],
      [x1, y1],
    ],
    width,
  );

/** All that lies below (`from` is the top) and above `to`. */
export const band = (from: number, to: number): Shape => ({
  box: [-Infinity, from, Infinity, to],
  distance: (_, y) => Math.max(from - y, y - to),
});

/** What lies in both. */
export const both = (a: Shape, b: Shape): Shape => ({
  box: [
    Math.max(a.box[0], b.box[0]),
    Math.max(a.box[1], b.box[1]),
    Math.min(a.box[2], b.box[2]),
    Math.min(a.box[3], b.box[3]),
  ],
  distance: (x, y) => Math.max(a.distance(x, y), b.distance(x, y)),
});

/** What lies in either. */
export const either = (a: Shape, b: Shape): Shape => ({
  box: [
    Math.min(a.box[0], b.box[0]),
    Math.min(a.box[1], b.box[1]),
    Math.max(a.box[2], b.box[2]),
    Math.max(a.box[3], b.box[3]),
  ],
  distance: (x, y) => Math.min(a.distance(x, y), b.distance(x, y)),
});

/** What lies in `a` and not in `b`. */
export const without = (a: Shape, b: Shape): Shape => ({
  box: a.box,
  distance: (x, y) => Math.max(a.distance(x, y), -b.distance(x, y)),
});

/** The edge of a shape as a line, `width` pixels wide. */
export const outline = ({ box, distance }: Shape, width: number): Shape => ({
  box: [box[0] - width / 2, box[1] - width / 2, box[2] + width / 2, box[3] + width / 2],
  distance: (x, y) => Math.abs(distance(x, y)) - width / 2,
});

/**
 * Visits the pixels of a square image of `size` x `size` that a shape covers, row by row, with the share of the pixel
 * that is covered: all of it half a pixel inside the edge, nothing half a pixel outside.
 */
export function covered(size: number, { box, distance }: Shape, visit: (pixel: number, share: number) => void): void {
  const [left, top] = [Math.max(0, Math.floor(box[0] - 0.5)), Math.max(0, Math.floor(box[1] - 0.5))];
  const [right, bottom] = [Math.min(size, box[2] + 1), Math.min(size, box[3] + 1)];
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const inside = 0.5 - distance(column + 0.5, row + 0.5);
      if (inside > 0) visit(row * size + column, Math.min(1, inside));
    }
  }
}

/** A square RGB image that shapes are painted on, each over those before it. A shape's edge is smooth: see covered. */
export class Painter {
  /** [size, size, 3], 0 .. 1 */
  private readonly values: Float32Array;

  constructor(readonly size: number) {
    this.values = new Float32Array(size * size * 3);
  }

  /** @param opacity 1 hides what lies below, 0 paints nothing */
  paint(shape: Shape, [red, green, blue]: Colour, opacity = 1): this {
    const { values } = this;
    covered(this.size, shape, (pixel, covers) => {
      const share = opacity * covers;
      values[3 * pixel]! += share * (red - values[3 * pixel]!);
      values[3 * pixel + 1]! += share * (green - values[3 * pixel + 1]!);
      values[3 * pixel + 2]! += share * (blue - values[3 * pixel + 2]!);
    });
    return this;
  }

  /** The image as bytes [size, size, 3]. */
  bytes(): Uint8Array {
    return toBytes(this.values);
  }
}

/** Brightness 0 .. 1 as bytes 0 .. 255, rounded to the nearest. */
export function toBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8ClampedArray(values.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = 255 * values[i]!; // rounds, and clamps
  return new Uint8Array(bytes.buffer);
}
