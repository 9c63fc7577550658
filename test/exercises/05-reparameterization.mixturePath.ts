import { implicitPath, mixture, normal, responsibilities } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, sum } from './05-reparameterization.shared';

type MixturePath = { mixturePath: (z: number, weights: number[], means: number[], sigmas: number[]) => number[] };
type Args = [z: number, weights: number[], means: number[], sigmas: number[]];

const weights = [0.2, 0.5, 0.3];
const means = [-2, 0.5, 3];
const sigmas = [0.6, 1.2, 0.8];
const points = [-3, -1, 0.4, 2, 5];

const densities = ([z, , m, s]: Args): number[] => m.map((mean, k) => Math.exp(normal(mean, s[k]!).logProb(z)));
const joint = (...args: Args): number[] => densities(args).map((p, k) => args[1][k]! * p);
const right = (z: number, w: number[], m: number[], s: number[]): number[] =>
  responsibilities([m.map((mean, k) => Math.log(w[k]!) + normal(mean, s[k]!).logProb(z))])[0]!;
const share = (values: number[]): number[] => values.map((v) => v / sum(values));

export const mixturePath = exercise<MixturePath>({
  id: '05.4',
  title: 'A path without an inverse: implicit differentiation of a mixture',
  points: 3,
  tests: [
    {
      name: 'one component: z moves as its mean does',
      run: async (student) => {
        await expectClose(await student.mixturePath(0.7, [1], [0], [2]), [1]);
      },
    },
    {
      name: 'halfway between two equal components: half each',
      run: async (student) => {
        await expectClose(await student.mixturePath(1, [0.5, 0.5], [0, 2], [0.7, 0.7]), [0.5, 0.5]);
      },
    },
    {
      name: 'move all means by h: z moves by h too, so the derivatives sum to one',
      run: async (student) => {
        for (const z of points)
          await expectClose(sum(await student.mixturePath(z, weights, means, sigmas)), 1, { absolute: 1e-9 });
      },
    },
    {
      name: 'so far from both components that their densities are 0 in floating point: no NaN',
      run: async (student) => {
        await expectClose(await student.mixturePath(0, [0.5, 0.5], [60, 80], [1, 1]), [1, 0]);
      },
    },
    {
      name: 'the derivative of the quantile by finite differences',
      hidden: true,
      weight: 2,
      run: async (student) => {
        const family = (...m: number[]) => mixture(weights, m.map((mean, k) => normal(mean, sigmas[k]!))); // prettier-ignore
        for (const z of points) {
          const got = await student.mixturePath(z, weights, means, sigmas);
          await expectClose(got, implicitPath(family, means, z), { absolute: 1e-6 });
        }
      },
    },
    {
      name: 'far from all components, at log-densities of −1,000, to 1e-10',
      hidden: true,
      run: async (student) => {
        for (const z of [...points, -45, 60])
          await expectClose(
            await student.mixturePath(z, weights, means, sigmas),
            right(z, weights, means, sigmas),
            EXACT,
          );
      },
    },
  ],
  mistakes: [
    {
      name: 'the sign',
      hint: 'Moving a mean up takes probability away from below z: ∂F/∂μ_k is negative, and the formula has a second minus. z goes where the means go.',
      functions: { mixturePath: (...args) => right(...args).map((v) => -v) },
    },
    {
      name: 'not divided by p(z)',
      hint: 'That is −∂F/∂μ_k, by how much the probability below z falls. To hold F fixed z must move by this over the density p(z).',
      functions: { mixturePath: (...args) => joint(...args) },
    },
    {
      name: 'the weights forgotten',
      hint: 'Component k has only the share w_k in F and in p: both densities carry their weights.',
      functions: { mixturePath: (...args) => share(densities(args)) },
    },
    {
      name: 'the weights alone',
      hint: 'That does not depend on z. Near component k it is the mean of k that moves z, whatever its weight.',
      functions: { mixturePath: (_, w) => [...w] },
    },
    {
      name: 'as if the component were known',
      hint: 'That is the path with the component held fixed: 1 for the likeliest, 0 for the rest. Then the choice of the component is left out, and a gradient would be wrong.',
      functions: {
        mixturePath: (...args) => {
          const r = right(...args);
          return r.map((v) => Number(v === Math.max(...r)));
        },
      },
    },
    {
      name: 'exp first',
      hint: 'Far out all densities are 0 in floating point, and 0 / 0 is NaN. Stay with log-densities, and take the largest out before exp, as in the E step of notebook 04.',
      functions: { mixturePath: (...args) => share(joint(...args)) },
    },
  ],
  probe: async (student) => [
    await student.mixturePath(0.4, weights, means, sigmas),
    await student.mixturePath(-80, weights, means, sigmas),
  ],
});
