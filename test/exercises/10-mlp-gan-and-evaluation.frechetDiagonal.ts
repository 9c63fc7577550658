import { frechetDistanceOfGaussians } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, sum, wave } from './10-mlp-gan-and-evaluation.shared';

type Vector = number[];
type Frechet = { frechetDiagonal: (mean1: Vector, variance1: Vector, mean2: Vector, variance2: Vector) => number };

const terms =
  (f: (m: number, v: number, n: number, w: number) => number) =>
  (mean1: Vector, variance1: Vector, mean2: Vector, variance2: Vector): number =>
    sum(mean1.map((m, i) => f(m, variance1[i]!, mean2[i]!, variance2[i]!)));
const answer = terms((m, v, n, w) => (m - n) ** 2 + v + w - 2 * Math.sqrt(v * w));

const diagonal = (v: Vector): number[][] => v.map((value, i) => v.map((_, j) => (i === j ? value : 0)));
const [mean1, mean2] = [wave(4, 2), wave(4, 5)];
const [variance1, variance2] = [wave(4, 3).map((v) => 1.2 + v), wave(4, 6).map((v) => 2 + v)];

export const frechetDiagonal = exercise<Frechet>({
  id: '10.4',
  title: 'The Fréchet distance of two diagonal Gaussians',
  points: 3,
  tests: [
    {
      name: 'from a Gaussian to itself: 0',
      run: async (student) => {
        await expectClose(await student.frechetDiagonal([1, -2], [0.3, 4], [1, -2], [0.3, 4]), 0, EXACT);
      },
    },
    {
      name: 'equal spreads: the squared distance of the means, 9 + 16',
      run: async (student) => {
        await expectClose(await student.frechetDiagonal([0, 0], [2, 5], [3, 4], [2, 5]), 25, EXACT);
      },
    },
    {
      name: 'equal means, standard deviations 1 and 3: (3 - 1)²',
      run: async (student) => {
        await expectClose(await student.frechetDiagonal([7], [1], [7], [9]), 4, EXACT);
      },
    },
    {
      name: 'a point (variance 0) against N(0, 4): 4',
      run: async (student) => {
        await expectClose(await student.frechetDiagonal([0], [0], [0], [4]), 4, EXACT);
      },
    },
    {
      name: "it is the library's, which takes the root of the whole matrix",
      hidden: true,
      weight: 2,
      run: async (student) => {
        const expected = frechetDistanceOfGaussians(
          { mean: mean1, covariance: diagonal(variance1) },
          { mean: mean2, covariance: diagonal(variance2) },
        );
        await expectClose(await student.frechetDiagonal(mean1, variance1, mean2, variance2), expected, {
          absolute: 1e-8,
        });
      },
    },
  ],
  mistakes: [
    {
      name: 'the differences of the variances, squared',
      hint: 'It is (σ₁ - σ₂)², of the standard deviations: v + w - 2 sqrt(v w). You square the difference of the variances.',
      functions: { frechetDiagonal: terms((m, v, n, w) => (m - n) ** 2 + (v - w) ** 2) },
    },
    {
      name: 'without the root',
      hint: 'The last term is (Σ₁Σ₂)^(1/2): the root of the product of the variances.',
      functions: { frechetDiagonal: terms((m, v, n, w) => (m - n) ** 2 + v + w - 2 * v * w) },
    },
    {
      name: 'the factor 2 is missing',
      hint: '(σ₁ - σ₂)² = v + w - 2 sqrt(v w): without the 2 the distance from a Gaussian to itself is not 0.',
      functions: { frechetDiagonal: terms((m, v, n, w) => (m - n) ** 2 + v + w - Math.sqrt(v * w)) },
    },
    {
      name: 'the distance of the means is not squared',
      hint: 'The means enter as |μ₁ - μ₂|²: the sum of the squared differences.',
      functions: { frechetDiagonal: terms((m, v, n, w) => Math.abs(m - n) + v + w - 2 * Math.sqrt(v * w)) },
    },
    {
      name: 'the root of the whole',
      hint: 'That is the 2-Wasserstein distance; what papers print as FID is its square.',
      functions: { frechetDiagonal: (m, v, n, w) => Math.sqrt(answer(m, v, n, w)) },
    },
    {
      name: 'the Kullback-Leibler divergence',
      hint: 'That is the KL divergence of the two Gaussians. The Fréchet distance is another one: symmetric, and finite when a variance is 0.',
      functions: {
        frechetDiagonal: terms((m, v, n, w) => 0.5 * (v / w + (m - n) ** 2 / w - 1 + Math.log(w / v))),
      },
    },
  ],
  probe: async (student) => [await student.frechetDiagonal(mean1, variance1, mean2, variance2)],
});
