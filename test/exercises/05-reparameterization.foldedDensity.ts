import { pushForward, uniform } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, sum } from './05-reparameterization.shared';

type FoldedDensity = { foldedDensity: (x: number[], c: number) => number[] };

const c = 0.3;
const x = [0.01, 0.04, 0.08, 0.1, 0.25, 0.4, 0.6];

const inside = (z: number): boolean => z >= 0 && z <= 1;
const roots = (value: number, fold: number): number[] => [fold - Math.sqrt(value), fold + Math.sqrt(value)];
/** One density an x: a sum over roots. */
const each = (values: number[], fold: number, which: typeof inside, term: (z: number) => number): number[] =>
  values.map((v) => sum(roots(v, fold).filter(which).map(term)));

const square = { map: (z: number) => (z - c) ** 2, slope: (z: number) => 2 * (z - c) };
const exact = pushForward(uniform(0, 1), [
  { ...square, from: 0, to: c, inverse: (v) => c - Math.sqrt(v) },
  { ...square, from: c, to: 1, inverse: (v) => c + Math.sqrt(v) },
]);

export const foldedDensity = exercise<FoldedDensity>({
  id: '05.5',
  title: 'The density behind a folded map',
  points: 3,
  tests: [
    {
      name: 'folded in the middle, c = ½: two roots, so 1/√x',
      run: async (student) => {
        await expectClose(await student.foldedDensity([0.04, 0.16], 0.5), [5, 2.5]);
      },
    },
    {
      name: 'c = 0: no fold, one root, 1 / (2√x)',
      run: async (student) => {
        await expectClose(await student.foldedDensity([0.04, 0.25], 0), [2.5, 1]);
      },
    },
    {
      name: 'no z of [0, 1] gets there: 0',
      run: async (student) => {
        await expectClose(await student.foldedDensity([0.3, 2], 0.5), [0, 0]);
      },
    },
    {
      name: 'c = 0.3: two roots up to x = 0.09, one after it',
      hidden: true,
      weight: 2,
      run: async (student) => {
        await expectClose(await student.foldedDensity(x, c), x.map((v) => Math.exp(exact.logProb(v))), EXACT); // prettier-ignore
      },
    },
    {
      name: 'it integrates to one',
      hidden: true,
      run: async (student) => {
        // with x = t², dx = 2t dt, the spike at 0 is gone
        const t = Array.from({ length: 2000 }, (_, i) => ((i + 0.5) / 2000) * 0.7);
        const p = await student.foldedDensity(t.map((v) => v * v), c); // prettier-ignore
        await expectClose(sum(p.map((v, i) => (v * 2 * t[i]! * 0.7) / 2000)), 1, { absolute: 2e-3 });
      },
    },
  ],
  mistakes: [
    {
      name: 'one branch',
      hint: 'Two values of z lead to the same x, on both sides of the fold: their densities add.',
      functions: {
        foldedDensity: (v, fold) =>
          each(v, fold, (z) => inside(z) && z >= fold, (z) => 1 / Math.abs(2 * (z - fold))), // prettier-ignore
      },
    },
    {
      name: 'roots outside of [0, 1]',
      hint: 'Some of these roots are no draws of z: p_z is 0 outside of [0, 1], so leave them out.',
      functions: { foldedDensity: (v, fold) => each(v, fold, () => true, (z) => 1 / Math.abs(2 * (z - fold))) }, // prettier-ignore
    },
    {
      name: 'times the slope',
      hint: 'Where the map is steep it spreads z thinly: divide by |G′(z)|, do not multiply.',
      functions: { foldedDensity: (v, fold) => each(v, fold, inside, (z) => Math.abs(2 * (z - fold))) },
    },
    {
      name: 'no slope',
      hint: 'That counts the roots. A density changes with the lengths that it is spread over: divide each term by |G′(z)|.',
      functions: { foldedDensity: (v, fold) => each(v, fold, inside, () => 1) },
    },
    {
      name: 'the sign of the slope',
      hint: 'Left of the fold G falls and G′ is negative. Lengths are positive: take |G′(z)|.',
      functions: { foldedDensity: (v, fold) => each(v, fold, inside, (z) => 1 / (2 * (z - fold))) },
    },
    {
      name: 'the factor of the square',
      hint: 'G′(z) is 2 (z − c): the 2 is missing.',
      functions: { foldedDensity: (v, fold) => each(v, fold, inside, (z) => 1 / Math.abs(z - fold)) },
    },
  ],
  probe: (student) => student.foldedDensity(x, c),
});
