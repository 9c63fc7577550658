import { expect } from 'chai';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, norm, type Point } from './09-game-dynamics.shared';

type DescentAscent = { descentAscent: (point: Point, gradient: Point, rate: number) => Point };

export const descentAscent = exercise<DescentAscent>({
  id: '09.1',
  title: 'One step of gradient descent-ascent',
  points: 2,
  tests: [
    {
      name: 'by hand: from (1, 2) with the gradient (3, 5) and the rate 0.1 to (0.7, 2.5)',
      run: async (student) => {
        await expectClose(await student.descentAscent([1, 2], [3, 5], 0.1), [0.7, 2.5]);
      },
    },
    {
      name: 'where the gradient is zero, nobody moves',
      run: async (student) => {
        await expectClose(await student.descentAscent([4, -3], [0, 0], 0.5), [4, -3]);
      },
    },
    {
      name: 'on V = xy, a step from (x, y) multiplies the distance from (0, 0) by √(1 + rate²)',
      run: async (student) => {
        for (const [x, y, rate] of [
          [1, 0, 0.1],
          [0.6, -0.8, 0.5],
          [-2, 3, 1],
        ] as const)
          // prettier-ignore
          await expectClose(
            norm(await student.descentAscent([x, y], [y, x], rate)),
            norm([x, y]) * Math.sqrt(1 + rate * rate),
          );
      },
    },
    {
      name: 'x goes down and y goes up V = xy, each with the other held still',
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (const [x, y] of [
          [1, 2],
          [-1, 0.5],
          [0.3, -2],
        ] as const) {
          // prettier-ignore
          const [u, v] = await student.descentAscent([x, y], [y, x], 0.1);
          expect(u * y, 'V after the move of x').to.be.below(x * y);
          expect(x * v, 'V after the move of y').to.be.above(x * y);
        }
      },
    },
    {
      name: 'exact for other gradients and rates',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.descentAscent([-1, 7], [-2, 0.25], 2), [3, 7.5], EXACT);
      },
    },
  ],
  mistakes: [
    {
      name: 'both descend',
      hint: 'Both of your players go downhill. y is the maximiser (the discriminator): it adds the gradient. Algorithm 1 says it in its words: D ascends, G descends.',
      functions: { descentAscent: ([x, y], [u, v], rate) => [x - rate * u, y - rate * v] },
    },
    {
      name: 'both ascend',
      hint: 'Both of your players go uphill. x is the minimiser (the generator): it subtracts the gradient.',
      functions: { descentAscent: ([x, y], [u, v], rate) => [x + rate * u, y + rate * v] },
    },
    {
      name: 'the signs exchanged',
      hint: 'Your x maximises and your y minimises. In min over G, max over D the first player descends and the second ascends.',
      functions: { descentAscent: ([x, y], [u, v], rate) => [x + rate * u, y - rate * v] },
    },
    {
      name: 'the gradients exchanged',
      hint: 'x moves along ∂V/∂x, which is gradient[0], and y along ∂V/∂y, which is gradient[1]. On V = xy they look exchanged, since ∂(xy)/∂x = y: that is in the gradient already.',
      functions: { descentAscent: ([x, y], [u, v], rate) => [x - rate * v, y + rate * u] },
    },
    {
      name: 'no rate',
      hint: 'The step is rate times the gradient.',
      functions: { descentAscent: ([x, y], [u, v]) => [x - u, y + v] },
    },
    {
      name: 'only the move',
      hint: 'That is the move alone: add it to where the players stand.',
      functions: { descentAscent: (_, [u, v], rate) => [-rate * u, rate * v] },
    },
  ],
  probe: async (student) => [
    await student.descentAscent([1, 2], [3, 5], 0.1),
    await student.descentAscent([-1, 0.5], [0.2, -0.7], 0.3),
  ],
});
