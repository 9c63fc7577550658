import { exercise, expectClose } from 'saddlepoint-course';
import { mean } from './11-dcgan.shared';

type InceptionScore = { inceptionScore: (p: number[][]) => number };

const marginal = (p: number[][]): number[] => p[0]!.map((_, k) => mean(p.map((row) => row[k]!)));
const divergence = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, v, k) => sum + (v > 0 ? v * Math.log(v / q[k]!) : 0), 0);
const score = (p: number[][]): number => Math.exp(mean(p.map((row) => divergence(row, marginal(p)))));
const unit = (values: readonly number[]): number[] => values.map((v) => v / values.reduce((a, b) => a + b, 0));

const oneHot = (k: number, classes: number): number[] => Array.from({ length: classes }, (_, i) => (i === k ? 1 : 0));
const unsure = [
  [0.7, 0.2, 0.1],
  [0.1, 0.8, 0.1],
  [0.25, 0.25, 0.5],
  [0.6, 0.3, 0.1],
];

export const inceptionScore = exercise<InceptionScore>({
  id: '11.4',
  title: 'The inception score',
  points: 3,
  tests: [
    {
      name: 'sharp and varied: ten sure classes score 10',
      run: async (student) => {
        const perfect = Array.from({ length: 30 }, (_, i) => oneHot(i % 10, 10));
        await expectClose(await student.inceptionScore(perfect), 10);
      },
    },
    {
      name: 'a generator of one image scores 1',
      run: async (student) => {
        const constant = [0, 1, 2].map(() => [0.1, 0.6, 0.3]);
        await expectClose(await student.inceptionScore(constant), 1);
      },
    },
    {
      name: 'a sure image and an unsure one: (4/3)^(3/4)',
      run: async (student) => {
        // p(y) = (3/4, 1/4); the divergences are ln(4/3) and half of it
        const p = [
          [1, 0],
          [0.5, 0.5],
        ];
        await expectClose(await student.inceptionScore(p), (4 / 3) ** 0.75);
      },
    },
    {
      name: 'its logarithm is H(y) - E H(y|x)',
      hidden: true,
      run: async (student) => {
        const entropy = (q: readonly number[]): number => -q.reduce((sum, v) => sum + v * Math.log(v), 0);
        const expected = entropy(marginal(unsure)) - mean(unsure.map(entropy));
        await expectClose(Math.log(await student.inceptionScore(unsure)), expected);
      },
    },
    {
      name: 'a class that no image has adds nothing',
      hidden: true,
      run: async (student) => {
        const without = await student.inceptionScore(unsure);
        const withEmpty = await student.inceptionScore(unsure.map((row) => [...row, 0]));
        await expectClose(without, score(unsure));
        await expectClose(withEmpty, without);
      },
    },
  ],
  mistakes: [
    {
      name: 'the divergence the wrong way round',
      hint: 'It is KL(p(y|x) ‖ p(y)): the sum is weighted by p(y|x), and the logarithm is of p(y|x) / p(y).',
      functions: {
        inceptionScore: (p) => Math.exp(mean(p.map((row) => divergence(marginal(p), row)))),
      },
    },
    {
      name: 'the exponential is missing',
      hint: 'That is the mean divergence in nats. The score is its exponential: an effective number of classes, between 1 and K.',
      functions: { inceptionScore: (p) => Math.log(score(p)) },
    },
    {
      name: 'an exponential for every image',
      hint: 'The exponential is taken once, of the mean divergence. By Jensen, the mean of exponentials is too large.',
      functions: { inceptionScore: (p) => mean(p.map((row) => Math.exp(divergence(row, marginal(p))))) },
    },
    {
      name: 'zero times log zero',
      hint: 'For p = 0 the term p log p is 0, but JavaScript says 0 * -Infinity = NaN: leave terms with p = 0 out.',
      functions: {
        inceptionScore: (p) =>
          Math.exp(mean(p.map((row) => row.reduce((sum, v, k) => sum + v * Math.log(v / marginal(p)[k]!), 0)))),
      },
    },
    {
      name: 'the marginal from the largest probability',
      hint: 'p(y) is the mean of the rows p(y|x), not the share of images whose most likely class is y.',
      functions: {
        inceptionScore: (p) => {
          const votes = unit(
            p[0]!.map((_, k) => p.filter((row) => row.indexOf(Math.max(...row)) === k).length + 1e-12),
          );
          return Math.exp(mean(p.map((row) => divergence(row, votes))));
        },
      },
    },
    {
      name: 'a uniform marginal',
      hint: 'p(y) is what this generator makes, the mean of the rows; with 1/K in its place a generator of one sharp image would score K.',
      functions: {
        inceptionScore: (p) => Math.exp(mean(p.map((row) => divergence(row, unit(row.map(() => 1)))))),
      },
    },
  ],
  probe: async (student) => [
    await student.inceptionScore(unsure),
    Number.isFinite(await student.inceptionScore([oneHot(0, 2), oneHot(1, 2)])),
  ],
});
