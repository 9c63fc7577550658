import { expect } from 'chai';
import { jensenShannon as libraryJSD, klDivergence, optimalValue } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { distribution, EXACT, sum } from './08-optimal-discriminator.shared';

type JensenShannon = { jensenShannon: (p: number[], q: number[]) => number };

const [p, q] = [distribution(5, 1), distribution(5, 4)];
const disjoint: [number[], number[]] = [[0.3, 0.7, 0, 0], [0, 0, 0.6, 0.4]]; // prettier-ignore
const mixture = (a: number[], b: number[]): number[] => a.map((v, i) => (v + b[i]!) / 2);

export const jensenShannon = exercise<JensenShannon>({
  id: '08.3',
  title: 'The Jensen–Shannon divergence',
  points: 3,
  tests: [
    {
      name: 'a coin that is always heads, and a fair one',
      run: async (student) => {
        // m = (3/4, 1/4): ½ log(4/3) + ½ (½ log(2/3) + ½ log 2)
        const expected = 0.5 * Math.log(4 / 3) + 0.25 * Math.log(2 / 3) + 0.25 * Math.log(2);
        await expectClose(await student.jensenShannon([1, 0], [0.5, 0.5]), expected, EXACT);
      },
    },
    {
      name: 'zero for p = q, and positive for others',
      run: async (student) => {
        await expectClose(await student.jensenShannon(p, p), 0, { absolute: 1e-14 });
        expect(await student.jensenShannon(p, q)).to.be.above(0.001);
      },
    },
    {
      name: 'disjoint supports: log 2, the largest that there is',
      run: async (student) => {
        await expectClose(await student.jensenShannon(...disjoint), Math.LN2, EXACT);
      },
    },
    {
      name: 'symmetric',
      run: async (student) => {
        await expectClose(await student.jensenShannon(q, p), await student.jensenShannon(p, q), EXACT);
      },
    },
    {
      name: 'the value of the game at D* is 2 JSD − log 4',
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (const phase of [1, 2, 3]) {
          const [a, b] = [distribution(8, phase), distribution(8, phase + 5)];
          await expectClose(2 * (await student.jensenShannon(a, b)) - Math.log(4), optimalValue(a, b), EXACT);
        }
      },
    },
    {
      name: 'with zeros here and there: as the library',
      hidden: true,
      run: async (student) => {
        const [a, b] = [[0, 0.2, 0.8, 0], [0.1, 0, 0.9, 0]]; // prettier-ignore
        await expectClose(await student.jensenShannon(a, b), libraryJSD(a, b), EXACT);
      },
    },
  ],
  mistakes: [
    {
      name: "the lecture's: the halves are missing",
      hint: 'That is the formula of the slide, which adds two whole KL divergences: twice the Jensen–Shannon divergence. Each of them counts one half.',
      functions: { jensenShannon: (a, b) => 2 * libraryJSD(a, b) },
    },
    {
      name: 'a mixture that sums to two',
      hint: 'Your m is p + q, which sums to two. Divide it by 2: KL is a comparison of two distributions.',
      functions: { jensenShannon: (a, b) => libraryJSD(a, b) - Math.LN2 },
    },
    {
      name: 'zero times log zero',
      hint: 'In JavaScript 0 * Math.log(0) is NaN. The limit of p log p at 0 is 0: leave out the terms with p_i = 0.',
      functions: {
        jensenShannon: (a, b) => {
          const m = mixture(a, b);
          return sum(m.map((v, i) => a[i]! * Math.log(a[i]! / v) + b[i]! * Math.log(b[i]! / v))) / 2;
        },
      },
    },
    {
      name: 'KL both ways',
      hint: 'That is the mean of KL(p, q) and KL(q, p) (Jeffreys), infinite where the supports differ. Compare each of them with the mixture m.',
      functions: { jensenShannon: (a, b) => (klDivergence(a, b) + klDivergence(b, a)) / 2 },
    },
    {
      name: 'the arguments of KL exchanged',
      hint: 'You average KL(m, p) and KL(m, q): there the expectation is over m. Here it is over p, and over q: KL(p, m) and KL(q, m).',
      functions: {
        jensenShannon: (a, b) => (klDivergence(mixture(a, b), a) + klDivergence(mixture(a, b), b)) / 2,
      },
    },
    {
      name: 'in bits',
      hint: 'That is in bits. The game uses the natural logarithm: nats.',
      functions: { jensenShannon: (a, b) => libraryJSD(a, b) / Math.LN2 },
    },
    {
      name: 'the distance',
      hint: 'That is the square root, which is a metric. The game has the divergence itself.',
      functions: { jensenShannon: (a, b) => Math.sqrt(libraryJSD(a, b)) },
    },
  ],
  probe: async (student) => [await student.jensenShannon(p, q), await student.jensenShannon(...disjoint)],
});
