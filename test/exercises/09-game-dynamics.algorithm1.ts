import { expect } from 'chai';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, sigmoid, type Point } from './09-game-dynamics.shared';

type Algorithm1 = {
  algorithm1: (point: Point, k: number, rate: number, loss: 'saturating' | 'nonSaturating') => Point;
};
type Loss = 'saturating' | 'nonSaturating';

/** One round with parts that can be exchanged. */
function round(
  [theta, psi]: Point,
  k: number,
  rate: number,
  {
    ascend = 1,
    descend = 1,
    pull,
  }: { ascend?: number; descend?: number; pull: (theta: number, psi: number) => number },
): Point {
  for (let i = 0; i < k; i++) psi += ascend * rate * -sigmoid(psi * theta) * theta;
  return [theta + descend * rate * pull(theta, psi), psi];
}
/** What G wants: −∂V/∂θ, or the gradient of log D(θ). */
const pulls = {
  saturating: (theta: number, psi: number) => sigmoid(psi * theta) * psi,
  nonSaturating: (theta: number, psi: number) => (1 - sigmoid(psi * theta)) * psi,
};

const log = (v: number) => Math.log(v);
const value = ([theta, psi]: Point) => log(0.5) + log(1 - sigmoid(psi * theta));

export const algorithm1 = exercise<Algorithm1>({
  id: '09.4',
  title: 'One round of Algorithm 1',
  points: 4,
  tests: [
    {
      name: 'k = 1 by hand: from θ = 1, ψ = 0 with the rate 1, ψ goes to −1/2 first',
      run: async (student) => {
        await expectClose(await student.algorithm1([1, 0], 1, 1, 'saturating'), [1 - 0.5 * sigmoid(-0.5), -0.5]);
      },
    },
    {
      name: 'the other loss by hand: G is pulled by 1 − D in place of D',
      run: async (student) => {
        await expectClose(await student.algorithm1([1, 0], 1, 1, 'nonSaturating'), [1 - 0.5 * sigmoid(0.5), -0.5]);
      },
    },
    {
      name: 'with k = 3 D moves three times, G once',
      run: async (student) => {
        let psi = 0.2;
        for (let i = 0; i < 3; i++) psi -= 0.1 * sigmoid(psi * 2) * 2;
        const [theta, moved] = await student.algorithm1([2, 0.2], 3, 0.1, 'saturating');
        await expectClose(moved, psi, EXACT);
        await expectClose(theta, 2 + 0.1 * sigmoid(psi * 2) * psi, EXACT);
      },
    },
    {
      name: 'D goes up V; then G goes down V when the loss saturates, and up log D when it does not',
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (const start of [
          [1, 0.5],
          [-1.5, 1],
          [0.5, -2],
        ] as Point[]) {
          // prettier-ignore
          const [theta, psi] = await student.algorithm1(start, 2, 0.05, 'saturating');
          expect(value([start[0], psi]), "V after D's moves").to.be.above(value(start));
          expect(value([theta, psi]), "V after G's move").to.be.below(value([start[0], psi]));
          const [other] = await student.algorithm1(start, 2, 0.05, 'nonSaturating');
          expect(sigmoid(psi * other), "D(θ) after G's move").to.be.above(sigmoid(psi * start[0]));
        }
      },
    },
    {
      name: 'far out, where D is sure of the fake, the saturating pull is e^8 times weaker',
      hidden: true,
      run: async (student) => {
        const far: Point = [4, -2];
        const moves = async (loss: Loss) => (await student.algorithm1(far, 0, 1, loss))[0] - 4;
        const ratio = (await moves('nonSaturating')) / (await moves('saturating'));
        await expectClose(ratio, Math.exp(8), { relative: 1e-6 });
      },
    },
  ],
  mistakes: [
    {
      name: 'D descends',
      hint: 'Your discriminator goes down V. Algorithm 1: D ascends its stochastic gradient, G descends.',
      functions: {
        algorithm1: (p, k, rate, loss) => round(p, k, rate, { ascend: -1, pull: pulls[loss] }),
      },
    },
    {
      name: 'G ascends',
      hint: 'Your generator goes the wrong way: with the saturating loss it descends V, with the other it ascends log D(θ).',
      functions: {
        algorithm1: (p, k, rate, loss) => round(p, k, rate, { descend: -1, pull: pulls[loss] }),
      },
    },
    {
      name: 'the saturating loss in both cases',
      hint: 'You use log(1 − D(G(z))) whatever the loss is called. The non-saturating one ascends log D(G(z)), whose gradient by the logit is 1 − σ, not σ.',
      functions: {
        algorithm1: (p, k, rate) => round(p, k, rate, { pull: pulls.saturating }),
      },
    },
    {
      name: 'the losses exchanged',
      hint: 'You have exchanged the two: the gradient of log(1 − σ(s)) by s is −σ(s), that of log σ(s) is 1 − σ(s).',
      functions: {
        algorithm1: (p, k, rate, loss) =>
          round(p, k, rate, { pull: pulls[loss === 'saturating' ? 'nonSaturating' : 'saturating'] }),
      },
    },
    {
      name: "G answers yesterday's D",
      hint: 'G must see the D that has just moved: use the new ψ in its step.',
      functions: {
        algorithm1: ([theta, psi], k, rate, loss) => round([theta, psi], k, rate, { pull: (t) => pulls[loss](t, psi) }),
      },
    },
    {
      name: 'k = 1 whatever k is',
      hint: 'D moves k times, from where it has come to each time.',
      functions: { algorithm1: (p, _, rate, loss) => round(p, 1, rate, { pull: pulls[loss] }) },
    },
    {
      name: 'k steps of G too',
      hint: 'The inner loop is for D only. After it, G moves once.',
      functions: {
        algorithm1: (p, k, rate, loss) => {
          const [, psi] = round(p, k, rate, { pull: pulls[loss] });
          let theta = p[0];
          for (let i = 0; i < k; i++) theta += rate * pulls[loss](theta, psi);
          return [theta, psi];
        },
      },
    },
    {
      name: 'G first',
      hint: 'Algorithm 1 begins with D: its k steps come before the step of G.',
      functions: {
        algorithm1: ([theta, psi], k, rate, loss) => {
          const moved = theta + rate * pulls[loss](theta, psi);
          return [moved, round([moved, psi], k, rate, { pull: pulls[loss] })[1]];
        },
      },
    },
  ],
  probe: async (student) => [
    await student.algorithm1([1, 0.5], 2, 0.5, 'saturating'),
    await student.algorithm1([-1, 0.3], 3, 0.2, 'nonSaturating'),
  ],
});
