import { checkCount, checkPositive } from './check';

/** One number for each player: x is the minimiser's (the generator's), y the maximiser's (the discriminator's). */
export type Strategies = readonly [x: number, y: number];

/** A zero-sum game on the plane: x descends the value V(x, y), y ascends it. */
export interface PlaneGame {
  readonly name: string;
  value(x: number, y: number): number;
  /** [∂V/∂x, ∂V/∂y] */
  gradient(x: number, y: number): Strategies;
}

/** V = xy: the game of Goodfellow 2016 (arXiv:1701.00160, section 7.2); its only equilibrium is (0, 0). */
export const bilinear: PlaneGame = { name: 'xy', value: (x, y) => x * y, gradient: (x, y) => [y, x] };

/**
 * V = curvature (x² − y²) / 2 + xy: strongly convex in x, strongly concave in y, with the equilibrium (0, 0).
 * @param curvature > 0
 * @throws RangeError when the curvature is not positive
 */
export function convexConcave(curvature: number): PlaneGame {
  checkPositive(curvature, 'curvature');
  return {
    name: `${curvature} (x² − y²) / 2 + xy`,
    value: (x, y) => (curvature * (x * x - y * y)) / 2 + x * y,
    gradient: (x, y) => [curvature * x + y, x - curvature * y],
  };
}

/** Where both players want to go: down V for x, up V for y. Its zeros are the stationary points of the game. */
export function wishes(game: PlaneGame, [x, y]: Strategies): Strategies {
  const [byX, byY] = game.gradient(x, y);
  return [-byX, byY];
}

/** A rule by which both players move: from the points so far (the last is where they stand) to the next one. */
export type Rule = (game: PlaneGame, path: readonly Strategies[], rate: number) => Strategies;

const along = ([x, y]: Strategies, rate: number, [u, v]: Strategies): Strategies => [x + rate * u, y + rate * v];
const last = (path: readonly Strategies[]): Strategies => path[path.length - 1]!;

/** Gradient descent-ascent, both players at once. On xy its distance from (0, 0) grows by √(1 + rate²) each step. */
export const simultaneous: Rule = (game, path, rate) => along(last(path), rate, wishes(game, last(path)));

/**
 * Gradient descent-ascent in turn: y answers the x that has moved already, as in Algorithm 1 of Goodfellow et al. 2014.
 * On xy it keeps x² − rate xy + y² as it is: for rate < 2 the players run round an ellipse for ever.
 */
export const alternating: Rule = (game, path, rate) => {
  const [x, y] = last(path);
  const moved = x + rate * wishes(game, [x, y])[0];
  return [moved, y + rate * wishes(game, [moved, y])[1]];
};

/**
 * Korpelevich 1976: look where a step would lead, and step from here as one would want to from there. On xy the
 * distance from (0, 0) is multiplied by √(1 − rate² + rate⁴) each step.
 */
export const extragradient: Rule = (game, path, rate) => {
  const ahead = along(last(path), rate, wishes(game, last(path)));
  return along(last(path), rate, wishes(game, ahead));
};

/**
 * Popov 1980; Daskalakis et al. 2018 (arXiv:1711.00141): extragradient that asks for one gradient a step, since it
 * takes the next gradient to be as far from this one as this is from the one before. On xy, for rate < 1/2, the
 * distance from (0, 0) is in the long run multiplied by √((1 + √(1 − 4 rate²)) / 2) each step.
 */
export const optimistic: Rule = (game, path, rate) => {
  const [now, before] = [last(path), path[path.length - 2] ?? last(path)];
  const [u, v] = wishes(game, now);
  const [p, q] = wishes(game, before);
  return along(now, rate, [2 * u - p, 2 * v - q]);
};

export interface PlayOptions {
  readonly start: Strategies;
  /** the step size, > 0; or that of each step, counted from 1: `(t) => 0.5 / Math.sqrt(t)` */
  readonly rate: number | ((t: number) => number);
  readonly steps: number;
}

/**
 * The points that a game passes, the start first: [steps + 1, 2].
 * @throws RangeError when the number of steps is not a whole number from 0 up, or a rate is not positive
 */
export function play(game: PlaneGame, rule: Rule, { start, rate, steps }: PlayOptions): Strategies[] {
  checkCount(steps, 'steps', 0);
  const path: Strategies[] = [start];
  for (let t = 1; t <= steps; t++) {
    const now = typeof rate === 'number' ? rate : rate(t);
    checkPositive(now, `the rate of step ${t}`);
    path.push(rule(game, path, now));
  }
  return path;
}

/** The mean of all points so far, for each point of a path (Bruck 1977; Nemirovski & Yudin 1978). */
export function averages(path: readonly Strategies[]): Strategies[] {
  let [x, y] = [0, 0];
  return path.map((point, t) => {
    x += point[0];
    y += point[1];
    return [x / (t + 1), y / (t + 1)];
  });
}
