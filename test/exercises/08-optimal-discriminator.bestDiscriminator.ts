import { expect } from 'chai';
import { logSoftmax, sigmoid } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { distribution, EXACT, wave } from './08-optimal-discriminator.shared';

type BestDiscriminator = { bestDiscriminator: (logP: number[], logQ: number[]) => number[] };

const logs = (K: number, phase: number): number[] => logSoftmax(wave(K, phase).map((v) => 2 * v));
const [logP, logQ] = [logs(5, 1), logs(5, 3)];
const low = (values: number[]): number[] => values.map((v) => v - 1000);
const pairwise = (f: (a: number, b: number) => number) => (a: number[], b: number[]) => a.map((v, i) => f(v, b[i]!));

export const bestDiscriminator = exercise<BestDiscriminator>({
  id: '08.2',
  title: 'The optimal discriminator, from log-densities of any size',
  points: 3,
  tests: [
    {
      name: 'three data points for every sample: D* = ¾',
      run: async (student) => {
        const got = await student.bestDiscriminator([Math.log(0.6), Math.log(0.1)], [Math.log(0.2), Math.log(0.3)]);
        await expectClose(got, [0.75, 0.25], EXACT);
      },
    },
    {
      name: 'where p = q it is ½',
      run: async (student) => {
        await expectClose(await student.bestDiscriminator(logP, logP), [0.5, 0.5, 0.5, 0.5, 0.5], EXACT);
      },
    },
    {
      name: 'the pointwise derivative p / D − q / (1 − D) vanishes there, and changes from + to −',
      run: async (student) => {
        const got = await student.bestDiscriminator(logP, logQ);
        got.forEach((d, i) => {
          const slope = (y: number) => Math.exp(logP[i]!) / y - Math.exp(logQ[i]!) / (1 - y);
          expect(Math.abs(slope(d)), `slope at D* of outcome ${i}`).to.be.below(1e-9);
          expect(slope(d - 1e-3)).to.be.above(0);
          expect(slope(d + 1e-3)).to.be.below(0);
        });
      },
    },
    {
      name: 'densities 1000 nats lower: the same D*',
      run: async (student) => {
        const expected = logP.map((v, i) => sigmoid(v - logQ[i]!));
        await expectClose(await student.bestDiscriminator(low(logP), low(logQ)), expected, { absolute: 1e-9 });
      },
    },
    {
      name: 'p and q change places: D* becomes 1 − D*',
      hidden: true,
      run: async (student) => {
        const there = await student.bestDiscriminator(logP, logQ);
        const back = await student.bestDiscriminator(logQ, logP);
        await expectClose(
          there.map((d, i) => d + back[i]!),
          [1, 1, 1, 1, 1],
          EXACT,
        );
      },
    },
    {
      name: 'one of them 2000 nats more likely: 0 or 1, and an outcome that q never has: 1',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.bestDiscriminator([-5, -2005, -3], [-2005, -5, -Infinity]), [1, 0, 1], EXACT);
        const p = distribution(12, 2);
        const q = distribution(12, 5);
        const got = await student.bestDiscriminator(p.map(Math.log), q.map(Math.log));
        await expectClose(
          got,
          p.map((v, i) => v / (v + q[i]!)),
          EXACT,
        );
      },
    },
  ],
  mistakes: [
    {
      name: 'exp first',
      hint: 'exp(−1000) is 0 in floating point, and 0 / 0 is NaN. D* depends on log p − log q only: divide by p first, D* = 1 / (1 + q / p).',
      functions: { bestDiscriminator: pairwise((a, b) => Math.exp(a) / (Math.exp(a) + Math.exp(b))) },
    },
    {
      name: 'the players exchanged',
      hint: 'That is 1 − D*, the probability that x is a sample. D is large where the data are: D* = p / (p + q).',
      functions: { bestDiscriminator: pairwise((a, b) => sigmoid(b - a)) },
    },
    {
      name: 'the ratio',
      hint: 'That is p / q, which is no probability. From p / D = q / (1 − D) it follows that D = p / (p + q).',
      functions: { bestDiscriminator: pairwise((a, b) => Math.exp(a - b)) },
    },
    {
      name: 'the logit',
      hint: 'That is the logit log p − log q of D*, the number inside of the sigmoid. The exercise asks for D* itself, a probability.',
      functions: { bestDiscriminator: pairwise((a, b) => a - b) },
    },
    {
      name: 'the hard decision',
      hint: 'That is the decision which is right most often, but a yes or no costs −log 0 whenever it is wrong. The log-loss wants the probability.',
      functions: { bestDiscriminator: pairwise((a, b) => (a > b ? 1 : a < b ? 0 : 0.5)) },
    },
    {
      name: 'the mixture in the denominator',
      hint: 'You divide by the mixture m = (p + q) / 2, so that equal densities give 1. The 2 belongs to the next step of the derivation, where it becomes −log 4.',
      functions: { bestDiscriminator: pairwise((a, b) => 2 * sigmoid(a - b)) },
    },
    {
      name: 'logs taken for densities',
      hint: 'The arguments are logarithms: log p / (log p + log q) is no probability of anything.',
      functions: { bestDiscriminator: pairwise((a, b) => a / (a + b)) },
    },
  ],
  probe: async (student) => [
    await student.bestDiscriminator(logP, logQ),
    await student.bestDiscriminator(low(logP), low(logQ)),
  ],
});
