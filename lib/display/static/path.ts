export type Point = readonly [number, number];

/**
 * SVG path data through points in pixels: relative to the point before, in tenths, which is half as long as absolute.
 * A point that is not finite lifts the pen.
 */
export function path(points: readonly Point[]): string {
  let d = '';
  let [lastX, lastY] = [0, 0];
  let down = false;
  for (const [px, py] of points) {
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      down = false;
      continue;
    }
    const [x, y] = [Math.round(px * 10), Math.round(py * 10)]; // rounded places, so that errors do not add up
    d += down ? pair(x - lastX, y - lastY, 'l') : pair(x, y, 'M');
    [lastX, lastY, down] = [x, y, true];
  }
  return d;
}

const pair = (x: number, y: number, command: string): string => `${command}${tenths(x)}${y < 0 ? '' : ' '}${tenths(y)}`;
const tenths = (v: number): string => String(v / 10).replace(/^(-?)0\./, '$1.');
