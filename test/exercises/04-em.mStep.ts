import { gmm, gmmLogJoint, freeEnergy } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { distribution, sum, wave } from './04-em.shared';

interface Mixture {
  weights: number[];
  means: number[];
  variances: number[];
}
type MStep = { mStep: (x: number[], q: number[][]) => Mixture };

const x = wave(12, 3).map((v) => 4 * v + 1);
const q = x.map((_, n) => distribution(3, n));

const column = (rows: number[][], k: number): number[] => rows.map((row) => row[k]!);
const weighted = (w: number[], values: number[]): number => sum(w.map((v, n) => v * values[n]!));

const RIGHT = {
  denominator: (count: number): number => count,
  centre: (mean: number): number => mean,
  weight: (count: number, N: number): number => count / N,
  variance: (v: number): number => v,
};

/** The answer, right but for what is said to be wrong. */
function maximise(points: number[], rows: number[][], wrong: Partial<typeof RIGHT> = {}): Mixture {
  const { denominator, centre, weight, variance } = { ...RIGHT, ...wrong };
  const owned = rows[0]!.map((_, k) => column(rows, k));
  const counts = owned.map(sum);
  const means = owned.map((r, k) => weighted(r, points) / denominator(counts[k]!));
  const squares = owned.map((r, k) => weighted(r, points.map((p) => (p - centre(means[k]!)) ** 2))); // prettier-ignore
  return {
    weights: counts.map((count) => weight(count, points.length)),
    means,
    variances: squares.map((s, k) => variance(s / denominator(counts[k]!))),
  };
}

const average = (values: number[]): number => sum(values) / values.length;

/** L of the mixture at these q, as the library computes it. */
const L = ({ weights, means, variances }: Mixture): number => {
  const theta = { weights, means: means.map((m) => [m]), covariances: variances.map((v) => [[v]]) };
  return freeEnergy(q, gmmLogJoint(x.map((v) => [v]), theta)); // prettier-ignore
};

export const mStep = exercise<MStep>({
  id: '04.3',
  title: 'The M step of a Gaussian mixture',
  points: 4,
  tests: [
    {
      name: 'one component: the mean and the variance of the data',
      run: async (student) => {
        const got = await student.mStep([1, 2, 6], [[1], [1], [1]]);
        await expectClose(got, { weights: [1], means: [3], variances: [14 / 3] });
      },
    },
    {
      name: 'two components that share a point, by hand',
      run: async (student) => {
        const got = await student.mStep([0, 2, 4], [[1, 0], [0.5, 0.5], [0, 1]]); // prettier-ignore
        await expectClose(got, { weights: [0.5, 0.5], means: [2 / 3, 10 / 3], variances: [8 / 9, 8 / 9] });
      },
    },
    {
      name: 'the weights are a distribution',
      run: async (student) => {
        await expectClose(sum((await student.mStep(x, q)).weights), 1);
      },
    },
    {
      name: 'data around 10⁸ have the same variances',
      run: async (student) => {
        const far = await student.mStep(
          x.map((v) => v + 1e8),
          q,
        );
        await expectClose(far.variances, (await student.mStep(x, q)).variances, { absolute: 1e-4 });
      },
    },
    {
      name: 'three components: as the library',
      hidden: true,
      run: async (student) => {
        const { weights, means, covariances } = gmm().mStep(
          x.map((v) => [v]),
          q,
        );
        const expected = { weights: [...weights], means: means.flat(), variances: covariances.flat(2) };
        await expectClose(await student.mStep(x, q), expected, { absolute: 1e-10 });
      },
    },
    {
      name: 'the gradient of L with respect to θ is zero there',
      hidden: true,
      weight: 2,
      run: async (student) => {
        const theta = await student.mStep(x, q);
        const h = 1e-4;
        for (const name of ['means', 'variances'] as const)
          for (const k of [0, 1, 2]) {
            const moved = (by: number) => ({ ...theta, [name]: theta[name].map((v, l) => (l === k ? v + by : v)) });
            await expectClose((L(moved(h)) - L(moved(-h))) / (2 * h), 0, { absolute: 1e-6 });
          }
      },
    },
  ],
  mistakes: [
    {
      name: 'divided by N',
      hint: 'You divide by the number of points. A component owns only N_k = Σ_n q_nk of them: divide its sums by N_k.',
      functions: { mStep: (points, rows) => maximise(points, rows, { denominator: () => points.length }) },
    },
    {
      name: 'standard deviations',
      hint: 'You return σ. The exercise asks for variances, σ².',
      functions: { mStep: (points, rows) => maximise(points, rows, { variance: Math.sqrt }) },
    },
    {
      name: 'variance about the mean of all data',
      hint: 'The variance of a component is about its own new mean μ_k, not about the mean of all the data.',
      functions: { mStep: (points, rows) => maximise(points, rows, { centre: () => average(points) }) },
    },
    {
      name: 'N_k − 1',
      hint: 'Maximum likelihood divides by N_k. The unbiased N_k − 1 is another estimator, and negative for a component that owns less than one point.',
      functions: {
        mStep: (points, rows) => {
          const right = maximise(points, rows);
          const unbiased = rows[0]!.map((_, k) => sum(column(rows, k)) / (sum(column(rows, k)) - 1));
          return { ...right, variances: right.variances.map((v, k) => v * unbiased[k]!) };
        },
      },
    },
    {
      name: 'weights that count',
      hint: 'Your weights are the counts N_k. They must sum to one: π_k = N_k / N.',
      functions: { mStep: (points, rows) => maximise(points, rows, { weight: (count) => count }) },
    },
    {
      name: 'raw squares',
      hint: 'E[x²] − μ² subtracts two huge numbers when the data lie far from 0: at 10⁸ nothing is left of the variance. Average (x − μ_k)² instead.',
      functions: {
        mStep: (points, rows) => {
          const { weights, means } = maximise(points, rows);
          const squares = rows[0]!.map((_, k) => {
            const r = column(rows, k);
            return weighted(r, points.map((p) => p * p)) / sum(r) - means[k]! ** 2; // prettier-ignore
          });
          return { weights, means, variances: squares };
        },
      },
    },
    {
      name: 'a variance without its responsibilities',
      hint: 'The mean is weighted by q, the variance is not: every (x − μ_k)² counts with its q_nk, and the sum is divided by N_k.',
      functions: {
        mStep: (points, rows) => {
          const right = maximise(points, rows);
          return { ...right, variances: right.means.map((m) => average(points.map((p) => (p - m) ** 2))) };
        },
      },
    },
  ],
  probe: async (student) => {
    const near = await student.mStep(x, q);
    const far = await student.mStep(x.map((v) => v + 1e8), q); // prettier-ignore
    const same = far.variances.every((v, k) => Math.abs(v / near.variances[k]! - 1) < 1e-3);
    return [near, same];
  },
});
