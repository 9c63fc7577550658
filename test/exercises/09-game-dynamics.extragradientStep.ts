import { expect } from 'chai';
import { bilinear, convexConcave, extragradient as library, play } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, norm, type Point } from './09-game-dynamics.shared';

type Extragradient = { extragradientStep: (point: Point, curvature: number, rate: number) => Point };

/** Gradient descent-ascent from `at`, by the gradient at `by`, on V = curvature (x² − y²) / 2 + xy. */
const move = ([x, y]: Point, [a, b]: Point, c: number, rate: number): Point => [
  x - rate * (c * a + b),
  y + rate * (a - c * b),
];

export const extragradientStep = exercise<Extragradient>({
  id: '09.2',
  title: 'The extragradient step',
  points: 3,
  tests: [
    {
      name: 'on xy from (1, 0) with the rate 0.5: look ahead to (1, 0.5), step to (0.75, 0.5)',
      run: async (student) => {
        await expectClose(await student.extragradientStep([1, 0], 0, 0.5), [0.75, 0.5]);
      },
    },
    {
      name: 'it stays at the equilibrium (0, 0)',
      run: async (student) => {
        await expectClose((await student.extragradientStep([0, 0], 1, 0.3)).map(Math.abs), [0, 0]);
      },
    },
    {
      name: 'on xy every step multiplies the distance from (0, 0) by √(1 − rate² + rate⁴)',
      run: async (student) => {
        for (const rate of [0.1, 0.5, 0.9]) {
          const after = norm(await student.extragradientStep([0.6, -0.8], 0, rate));
          await expectClose(after, Math.sqrt(1 - rate ** 2 + rate ** 4));
          expect(after, 'the distance, which was 1').to.be.below(1);
        }
      },
    },
    {
      name: "the library's step, to 1e-12",
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (const curvature of [0, 0.2, 1, 3]) {
          const game = curvature === 0 ? bilinear : convexConcave(curvature);
          const [, next] = play(game, library, { start: [1.3, -0.4], rate: 0.2, steps: 1 });
          await expectClose(await student.extragradientStep([1.3, -0.4], curvature, 0.2), next, EXACT);
        }
      },
    },
  ],
  mistakes: [
    {
      name: 'two steps of descent-ascent',
      hint: 'You stepped from the place that you looked at. Only the gradient comes from there: the step starts where the players stand.',
      functions: {
        extragradientStep: (p, c, rate) => {
          const ahead = move(p, p, c, rate);
          return move(ahead, ahead, c, rate);
        },
      },
    },
    {
      name: 'descent-ascent',
      hint: 'That is plain descent-ascent, which spirals outward on xy. Take the gradient of the second step at the place where the first would lead.',
      functions: { extragradientStep: (p, c, rate) => move(p, p, c, rate) },
    },
    {
      name: 'half a step ahead',
      hint: 'Look ahead by a whole step of the same rate. With half of it the two do not cancel as they should.',
      functions: { extragradientStep: (p, c, rate) => move(p, move(p, p, c, rate / 2), c, rate) },
    },
    {
      name: 'one after the other',
      hint: 'Your y looks from the x that has moved already. Both take their gradient at the same place, (x̄, ȳ).',
      functions: {
        extragradientStep: ([x, y], c, rate) => {
          const [a, b] = move([x, y], [x, y], c, rate);
          const moved = x - rate * (c * a + b);
          return [moved, y + rate * (moved - c * b)];
        },
      },
    },
    {
      name: 'both descend',
      hint: 'y is the maximiser: it adds its gradient, in the look ahead and in the step.',
      functions: {
        extragradientStep: ([x, y], c, rate) => {
          const [a, b] = [x - rate * (c * x + y), y - rate * (x - c * y)];
          return [x - rate * (c * a + b), y - rate * (a - c * b)];
        },
      },
    },
  ],
  probe: async (student) => [
    await student.extragradientStep([1, 0.5], 0, 0.5),
    await student.extragradientStep([0.3, -1], 0.7, 0.2),
  ],
});
