import { expect } from 'chai';
import { klDivergence, logSumExp } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { distribution, free, logJoint, posterior, sum } from './04-em.shared';

type FreeEnergy = { freeEnergy: (q: number[], logJoint: number[]) => number };

const EXACT = { absolute: 1e-12, relative: 1e-12 };

/** Σ_k q_k f(k), where 0 times anything is 0. */
const expectation = (q: number[], f: (k: number) => number): number => sum(q.map((p, k) => (p > 0 ? p * f(k) : 0)));
const negativeEntropy = (q: number[]): number => expectation(q, (k) => Math.log(q[k]!));

export const freeEnergy = exercise<FreeEnergy>({
  id: '04.1',
  title: 'The free energy of one data point',
  points: 3,
  tests: [
    {
      name: 'two components, by hand',
      run: async (student) => {
        // q = (1/2, 1/2): the entropy is ln 2, the expected log joint (ln 0.1 + ln 0.4) / 2
        const expected = Math.LN2 + (Math.log(0.1) + Math.log(0.4)) / 2;
        await expectClose(await student.freeEnergy([0.5, 0.5], [Math.log(0.1), Math.log(0.4)]), expected);
      },
    },
    {
      name: 'at the posterior it is log p(x)',
      run: async (student) => {
        const joint = logJoint(5, 2);
        await expectClose(await student.freeEnergy(posterior(joint), joint), logSumExp(joint), EXACT);
      },
    },
    {
      name: 'at any other q it is less',
      run: async (student) => {
        for (const phase of [1, 2, 3, 4]) {
          const joint = logJoint(5, phase);
          expect(await student.freeEnergy(distribution(5, phase + 0.5), joint)).to.be.below(logSumExp(joint));
        }
      },
    },
    {
      name: 'a q that is sure, (1, 0): the term of the zero is zero',
      run: async (student) => {
        await expectClose(await student.freeEnergy([1, 0], [-3, -7]), -3);
      },
    },
    {
      name: 'it is log p(x) − KL[q ‖ posterior], to 1e-12',
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (const phase of [1, 2, 3, 4, 5]) {
          const [q, joint] = [distribution(7, 2 * phase), logJoint(7, phase)];
          const expected = logSumExp(joint) - klDivergence(q, posterior(joint));
          await expectClose(await student.freeEnergy(q, joint), expected, EXACT);
        }
      },
    },
    {
      name: 'log-densities of −1000 lose nothing, and an impossible z with q = 0 does no harm',
      hidden: true,
      run: async (student) => {
        const far = logJoint(4, 1).map((v) => v - 1000);
        await expectClose(await student.freeEnergy(posterior(far), far), logSumExp(far));
        await expectClose(await student.freeEnergy([0, 1], [-Infinity, -2]), -2);
      },
    },
  ],
  mistakes: [
    {
      name: "the lecture's sign",
      hint: 'That is the formula of the slide, whose entropy has the wrong sign: Σ q log q is never positive. L rises with the entropy of q: subtract q log q.',
      functions: { freeEnergy: (q, joint) => negativeEntropy(q) + expectation(q, (k) => joint[k]!) },
    },
    {
      name: 'the joint without its log',
      hint: 'The expectation is of log p(x, z), which is what you were given: do not take exp of it. (The slide on the M step forgets this log too.)',
      functions: {
        freeEnergy: (q, joint) => -negativeEntropy(q) + expectation(q, (k) => Math.exp(joint[k]!)),
      },
    },
    {
      name: 'no entropy',
      hint: 'That is only the expected log joint. Without the entropy of q the best q would put everything on one z, and L would not touch log p(x).',
      functions: { freeEnergy: (q, joint) => expectation(q, (k) => joint[k]!) },
    },
    {
      name: 'zero times log zero',
      hint: 'In JavaScript 0 * Math.log(0) is NaN. The limit of q log q at 0 is 0: leave out the terms with q_k = 0.',
      functions: { freeEnergy: (q, joint) => sum(q.map((p, k) => p * (joint[k]! - Math.log(p)))) },
    },
    {
      name: 'the posterior in place of the joint',
      hint: 'You normalised the joint first. That gives −KL[q ‖ posterior], which is 0 at best: log p(x) is missing.',
      functions: {
        freeEnergy: (q, joint) => expectation(q, (k) => joint[k]! - logSumExp(joint)) - negativeEntropy(q),
      },
    },
    {
      name: 'a mean over z',
      hint: 'The sum over z is weighted by q, which sums to one already: do not divide by the number of components.',
      functions: { freeEnergy: (q, joint) => free(q, joint) / q.length },
    },
  ],
  probe: async (student) => [
    await student.freeEnergy(distribution(3, 1), logJoint(3, 2)),
    await student.freeEnergy([0, 1, 0], [-1, -2, -4]),
  ],
});
