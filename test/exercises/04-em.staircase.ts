import { expect } from 'chai';
import { em, freeEnergy, symmetricMixture } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { sum, wave } from './04-em.shared';

/** A corner of the staircase: the parameter θ of the mixture, and the parameter φ of q. */
type Corner = [theta: number, phi: number];
type Staircase = { staircase: (x: number[], sigma: number, theta: number, iterations: number) => Corner[] };

const EXACT = { absolute: 1e-12, relative: 1e-12 };
const x = wave(20, 2).map((v, n) => (n % 2 === 0 ? 2.5 : -2) + 1.5 * v);

/** Coordinate ascent with another M step. */
function climb(theta: number, iterations: number, mStep: (phi: number) => number): Corner[] {
  const path: Corner[] = [];
  for (let t = 0; t < iterations; t++) {
    const phi = theta;
    path.push([theta, phi]);
    theta = mStep(phi);
    path.push([theta, phi]);
  }
  return path;
}

const mean = (values: number[]): number => sum(values) / values.length;
const sigmoid = (s: number): number => 1 / (1 + Math.exp(-s));

export const staircase = exercise<Staircase>({
  id: '04.4',
  title: 'EM as a staircase',
  points: 3,
  tests: [
    {
      name: 'one point: φ takes the value of θ, then θ becomes x tanh(φ x / σ²)',
      run: async (student) => {
        await expectClose(await student.staircase([3], 1, 0.5, 1), [
          [0.5, 0.5],
          [3 * Math.tanh(1.5), 0.5],
        ]);
      },
    },
    {
      name: 'two corners for every iteration',
      run: async (student) => {
        expect(await student.staircase(x, 1.5, 0.3, 4)).to.have.lengthOf(8);
        expect(await student.staircase(x, 1.5, 0.3, 0)).to.have.lengthOf(0);
      },
    },
    {
      name: 'only one coordinate moves at a time, and no corner is lower than the one before',
      run: async (student) => {
        const model = symmetricMixture(1.5);
        const path = await student.staircase(x, 1.5, 0.3, 5);
        const q = (phi: number) =>
          x.map((v) => [sigmoid((-2 * phi * v) / 1.5 ** 2), sigmoid((2 * phi * v) / 1.5 ** 2)]);
        const heights = path.map(([theta, phi]) => freeEnergy(q(phi), model.logJoint(x, theta)));
        path.slice(1).forEach(([theta, phi], i) => {
          expect(theta === path[i]![0] || phi === path[i]![1], `corner ${i + 1}`).to.equal(true);
          expect(heights[i + 1], `L at corner ${i + 1}`).to.be.at.least(heights[i]! - 1e-10);
        });
      },
    },
    {
      name: "its θ are those of the library's EM, to 1e-12",
      hidden: true,
      weight: 2,
      run: async (student) => {
        const { history } = em(symmetricMixture(1.5), x, 0.3, { iterations: 10 });
        const thetas = history.slice(0, 20).map((h) => h.theta);
        const path = await student.staircase(x, 1.5, 0.3, 10);
        await expectClose(path.map(([theta]) => theta), thetas, EXACT); // prettier-ignore
      },
    },
    {
      name: 'θ = 0 is a place that EM does not leave; below it, EM finds the mirror image',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.staircase(x, 1, 0, 2), [[0, 0], [0, 0], [0, 0], [0, 0]]); // prettier-ignore
        const up = await student.staircase(x, 1, 0.2, 3);
        await expectClose(
          await student.staircase(x, 1, -0.2, 3),
          up.map(([theta, phi]) => [-theta, -phi]),
        );
      },
    },
  ],
  mistakes: [
    {
      name: 'σ² forgotten',
      hint: 'The responsibilities depend on how wide the components are: the argument of tanh is φ x / σ².',
      functions: {
        staircase: (p, _, theta, n) => climb(theta, n, (phi) => mean(p.map((v) => v * Math.tanh(phi * v)))),
      },
    },
    {
      name: 'σ in place of σ²',
      hint: 'The exponent of a Gaussian is −(x − θ)² / (2σ²): divide by the variance, not by the standard deviation.',
      functions: {
        staircase: (p, s, theta, n) => climb(theta, n, (phi) => mean(p.map((v) => v * Math.tanh((phi * v) / s)))),
      },
    },
    {
      name: 'a factor of two',
      hint: 'q(right) is the sigmoid of 2φx/σ², and q(right) − q(left) = 2·sigmoid(2s) − 1 = tanh(s) with s = φx/σ²: the 2 is used up.',
      functions: {
        staircase: (p, s, theta, n) =>
          climb(theta, n, (phi) => mean(p.map((v) => v * Math.tanh((2 * phi * v) / s ** 2)))),
      },
    },
    {
      name: 'q(right) in place of q(right) − q(left)',
      hint: 'The points of the left component count too, mirrored: the M step averages (q(right) − q(left)) x.',
      functions: {
        staircase: (p, s, theta, n) =>
          climb(theta, n, (phi) => mean(p.map((v) => v * sigmoid((2 * phi * v) / s ** 2)))),
      },
    },
    {
      name: 'a sum in place of a mean',
      hint: 'Divide by the number of points: θ is a mean.',
      functions: {
        staircase: (p, s, theta, n) => climb(theta, n, (phi) => sum(p.map((v) => v * Math.tanh((phi * v) / s ** 2)))),
      },
    },
    {
      name: 'hard assignments',
      hint: 'The sign gives every point wholly to the nearer component, as k-means does. EM shares each point out: tanh, not sign.',
      functions: {
        staircase: (p, _, theta, n) => climb(theta, n, (phi) => mean(p.map((v) => v * Math.sign(phi * v)))),
      },
    },
    {
      name: 'one corner for each iteration',
      hint: 'Only half of the corners are there. Record [θ, φ] after the E step and again after the M step.',
      functions: {
        staircase: (p, s, theta, n) =>
          climb(theta, n, (phi) => mean(p.map((v) => v * Math.tanh((phi * v) / s ** 2)))).filter((_, i) => i % 2 === 1),
      },
    },
    {
      name: 'φ first',
      hint: 'The coordinates are swapped: a corner is [θ, φ].',
      functions: {
        staircase: (p, s, theta, n) =>
          climb(theta, n, (phi) => mean(p.map((v) => v * Math.tanh((phi * v) / s ** 2)))).map(([a, b]) => [b, a]),
      },
    },
  ],
  probe: (student) => student.staircase(x, 1.5, 0.3, 3),
});
