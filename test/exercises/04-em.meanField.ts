import { expect } from 'chai';
import { Gaussian, meanField as optimum } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { sum, wave } from './04-em.shared';

interface Factors {
  mean: number[];
  variances: number[];
}
type MeanField = { meanField: (mu: number[], precision: number[][], start: number[], sweeps: number) => Factors };

const EXACT = { absolute: 1e-10, relative: 1e-10 };

/** Precision A Aᵀ + I of three correlated coordinates, and its mean. */
const A = [0, 1, 2].map((i) => wave(3, i + 1));
const precision = A.map((a, i) => A.map((b, j) => sum(a.map((v, k) => v * b[k]!)) + (i === j ? 1 : 0)));
const mu = [1, -2, 0.5];
const start = [3, 3, 3];

/** Coordinate ascent, with places to go wrong in. */
function ascend(
  [centre, L, from, sweeps]: [number[], number[][], number[], number],
  wrong: { sign?: number; parallel?: boolean; whole?: boolean; uncentred?: boolean; undivided?: boolean } = {},
): Factors {
  let mean = [...from];
  for (let s = 0; s < sweeps; s++) {
    const seen = wrong.parallel ? [...mean] : mean;
    const next = wrong.parallel ? [...mean] : mean;
    centre.forEach((m, i) => {
      const others = L[i]!.map((l, j) =>
        j === i && !wrong.whole ? 0 : l * (seen[j]! - (wrong.uncentred ? 0 : centre[j]!)),
      );
      next[i] = m - ((wrong.sign ?? 1) * sum(others)) / (wrong.undivided ? 1 : L[i]![i]!);
    });
    mean = next;
  }
  return { mean, variances: L.map((row, i) => 1 / row[i]!) };
}

const target = (centre: number[], L: number[][]): Gaussian => new Gaussian(centre, new Gaussian(centre, L).precision()); // the inverse of the precision

export const meanField = exercise<MeanField>({
  id: '04.5',
  title: 'The mean-field Gaussian',
  points: 3,
  tests: [
    {
      name: 'independent coordinates: exact after one sweep',
      run: async (student) => {
        const got = await student.meanField([1, 2], [[4, 0], [0, 0.5]], [9, 9], 1); // prettier-ignore
        await expectClose(got, { mean: [1, 2], variances: [0.25, 2] });
      },
    },
    {
      name: 'two correlated coordinates, one sweep, by hand',
      run: async (student) => {
        // m₁ = 0 − ½·1·(4 − 0) = −2, and then m₂ = 0 − ½·1·(−2 − 0) = 1
        const got = await student.meanField([0, 0], [[2, 1], [1, 2]], [4, 4], 1); // prettier-ignore
        await expectClose(got, { mean: [-2, 1], variances: [0.5, 0.5] });
      },
    },
    {
      name: 'many sweeps: the means are exact, the variances too small',
      run: async (student) => {
        const got = await student.meanField(mu, precision, start, 200);
        await expectClose(got.mean, mu, { absolute: 1e-6 });
        const truth = target(mu, precision).covariance;
        got.variances.forEach((v, i) => expect(v, `variance ${i}`).to.be.below(truth[i]![i]!));
      },
    },
    {
      name: 'no other factors are nearer to the target, in KL[q ‖ p]',
      hidden: true,
      run: async (student) => {
        const { mean, variances } = await student.meanField(mu, precision, start, 200);
        const kl = (m: number[], v: number[]): number =>
          new Gaussian(m, v.map((a, i) => v.map((_, j) => (i === j ? a : 0)))).kl(target(mu, precision)); // prettier-ignore
        const best = kl(mean, variances);
        for (const i of [0, 1, 2])
          for (const factor of [0.9, 1.1]) {
            const scaled = variances.map((v, j) => (i === j ? v * factor : v));
            expect(kl(mean, scaled)).to.be.above(best);
          }
      },
    },
    {
      name: 'three sweeps in three dimensions: as the library, to 1e-10',
      hidden: true,
      weight: 2,
      run: async (student) => {
        const { q } = optimum(target(mu, precision), start, { sweeps: 3 });
        const expected = { mean: [...q.mean], variances: q.covariance.map((row, i) => row[i]!) };
        await expectClose(await student.meanField(mu, precision, start, 3), expected, EXACT);
      },
    },
    {
      name: 'no sweep: the means stay where they start',
      hidden: true,
      run: async (student) => {
        expect((await student.meanField(mu, precision, start, 0)).mean).to.deep.equal(start);
      },
    },
  ],
  mistakes: [
    {
      name: 'the true variances',
      hint: 'These are the diagonal of the covariance, the true marginal variances. The best factors are narrower: 1 / Λ_ii, the variance of x_i when all others are held fixed.',
      functions: {
        meanField: (...args) => ({
          ...ascend(args),
          variances: target(args[0], args[1]).covariance.map((row, i) => row[i]!),
        }),
      },
    },
    {
      name: 'precisions for variances',
      hint: 'Λ_ii is the precision of the factor. Its variance is 1 / Λ_ii.',
      functions: { meanField: (...args) => ({ ...ascend(args), variances: args[1].map((row, i) => row[i]!) }) },
    },
    {
      name: 'the sign',
      hint: 'A positive Λ_ij pushes m_i away from where m_j went: the sum is subtracted from μ_i.',
      functions: { meanField: (...args) => ascend(args, { sign: -1 }) },
    },
    {
      name: 'all coordinates at once',
      hint: 'Every m_i must see the new values of those before it. Updating all from the old means is no coordinate ascent, and with strong correlations it diverges.',
      functions: { meanField: (...args) => ascend(args, { parallel: true }) },
    },
    {
      name: 'i among the others',
      hint: 'The sum goes over j ≠ i: the coordinate itself is not among those that pull at it.',
      functions: { meanField: (...args) => ascend(args, { whole: true }) },
    },
    {
      name: 'm_j in place of m_j − μ_j',
      hint: 'What pulls at m_i is how far the others are from their own means: m_j − μ_j, not m_j.',
      functions: { meanField: (...args) => ascend(args, { uncentred: true }) },
    },
    {
      name: 'not divided by Λ_ii',
      hint: 'Completing the square in x_i leaves Σ_j≠i Λ_ij (m_j − μ_j) divided by Λ_ii.',
      functions: { meanField: (...args) => ascend(args, { undivided: true }) },
    },
  ],
  probe: async (student) => [
    await student.meanField(mu, precision, start, 2),
    await student.meanField([1, 2], [[2, 1], [1, 3]], [0, 1], 1), // prettier-ignore
  ],
});
