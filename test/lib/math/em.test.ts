import { expect } from 'chai';
import {
  em,
  freeEnergy,
  gmm,
  gmmLogJoint,
  initialGMM,
  logLikelihood,
  normalLogDensity,
  responsibilities,
  sampleGMM,
  seed,
  symmetricMixture,
  type EMResult,
  type LatentVariableModel,
} from 'saddlepoint';
import { expectNear } from './near';
import { OVERLAPPING } from './overlapping';

const SIGMA = 1.5;
/** By how much the worst half-step lowers the free energy. */
const worstFall = ({ history }: EMResult<unknown>): number =>
  Math.max(...history.slice(1).map((h, i) => history[i]!.freeEnergy - h.freeEnergy));

/** Points of ½ N(−2, sigma²) + ½ N(2, sigma²). */
const symmetricPoints = (n: number): number[] => {
  const covariances = [[[SIGMA ** 2]], [[SIGMA ** 2]]];
  return sampleGMM({ weights: [0.5, 0.5], means: [[-2], [2]], covariances }, n).x.map(([value]) => value!);
};

describe('C-06: EM is coordinate ascent on the free energy', () => {
  it('raises it with every half-step, to 1e-10', () => {
    for (let s = 1; s <= 5; s++) {
      seed(s);
      expect(worstFall(em(symmetricMixture(SIGMA), symmetricPoints(200), 0.2, { iterations: 30 }))).to.be.below(1e-10);
      const { x } = sampleGMM(OVERLAPPING, 300);
      for (const covariance of ['full', 'diagonal', 'spherical'] as const) {
        const result = em(gmm({ covariance }), x, initialGMM(x, 4, { covariance }), { iterations: 30 });
        expect(worstFall(result)).to.be.below(1e-10);
      }
    }
  });

  it('gives the iterates of textbook EM, to 1e-12', () => {
    seed(1);
    const x = symmetricPoints(200);
    const { history } = em(symmetricMixture(SIGMA), x, 0.2, { iterations: 30 });
    let theta = 0.2; // posterior by Bayes, then the responsible points' mean, all in one line
    for (const { step, theta: ours } of history) {
      const posteriorMean = (value: number): number => value * Math.tanh((theta * value) / SIGMA ** 2);
      if (step === 'M') theta = x.reduce((sum, value) => sum + posteriorMean(value), 0) / x.length;
      expectNear(ours, theta, 1e-12);
    }
  });

  it('sets q to the maximiser of L(q, θ): no other q is better', () => {
    seed(2);
    const joint = gmmLogJoint(sampleGMM(OVERLAPPING, 50).x, OVERLAPPING);
    const best = freeEnergy(responsibilities(joint), joint);
    expectNear(best, logLikelihood(joint), 1e-12);
    for (let i = 0; i < 100; i++) {
      const q = responsibilities(joint.map((row) => row.map((v) => v + Math.random())));
      expect(freeEnergy(q, joint)).to.be.below(best);
    }
  });

  it('says what it did: the likelihood, the history, whether it converged', () => {
    seed(3);
    const x = symmetricPoints(100);
    const model = symmetricMixture(SIGMA);
    const told: number[][] = [];
    const report = (...news: number[]) => told.push(news);
    const short = em(model, x, 0.5, { iterations: 3, tolerance: 1e-9, report });
    const after = short.history.filter(({ step }) => step === 'E').map(({ freeEnergy: L }, t) => [t, L]);
    expect(told).to.deep.equal(after.slice(1));
    expect(short.history.map(({ step }) => step).join('')).to.equal('EMEMEME');
    expect(short.converged).to.equal(false);
    expectNear(short.logLikelihood, logLikelihood(model.logJoint(x, short.theta)), 1e-12);
    expect(em(model, x, 0.5, { iterations: 10_000, tolerance: 1e-9 }).converged).to.equal(true);
    expect(em(model, x, 0.5, { iterations: 0 })).to.include({ theta: 0.5, converged: false });
  });
});

describe('C-07: the proof that the likelihood never falls', () => {
  const x = [-3.1, -2.2, -1.4, 0.3, 1.2, 1.9, 2.6, 4];
  const right = symmetricMixture(1);
  /** The slide's M step: argmax of E_q[p(x, z; θ)], the log forgotten; by search over a grid. */
  const grid = Array.from({ length: 601 }, (_, i) => i / 100);
  const expectedJoint = (q: number[][], theta: number): number =>
    x.reduce((sum, value, n) => {
      const [left, rightHand] = [normalLogDensity(value, -theta, 1), normalLogDensity(value, theta, 1)];
      return sum + q[n]![0]! * Math.exp(left) + q[n]![1]! * Math.exp(rightHand);
    }, 0);
  const withoutLog: LatentVariableModel<number, number> = {
    ...right,
    mStep: (_, q) => grid.reduce((best, theta) => (expectedJoint(q, theta) > expectedJoint(q, best) ? theta : best)),
  };

  it('holds line by line: log p(θ_t) = L(q_t+1, θ_t) <= L(q_t+1, θ_t+1) <= L(q_t+2, θ_t+1) = log p(θ_t+1)', () => {
    let theta = 0.3;
    for (let t = 0; t < 40; t++) {
      const before = right.logJoint(x, theta);
      const q = responsibilities(before);
      const after = right.logJoint(x, right.mStep(x, q));
      expectNear(freeEnergy(q, before), logLikelihood(before), 1e-12);
      expect(freeEnergy(q, before)).to.be.at.most(freeEnergy(q, after) + 1e-12);
      expect(freeEnergy(q, after)).to.be.at.most(freeEnergy(responsibilities(after), after) + 1e-12);
      expectNear(freeEnergy(responsibilities(after), after), logLikelihood(after), 1e-12);
      theta = right.mStep(x, q);
    }
  });

  it('breaks when the M step forgets the log, or keeps the wrong part of the posterior', () => {
    const { theta } = em(right, x, 0.3, { iterations: 200 });
    expect(worstFall(em(withoutLog, x, theta, { iterations: 5 }))).to.be.above(1e-3);
    const swapped = { ...right, mStep: (points: readonly number[], q: number[][]) => -right.mStep(points, q) / 2 };
    expect(worstFall(em(swapped, x, 0.3, { iterations: 5 }))).to.be.above(1e-3);
  });

  it('is an M step only where the gradient of the expected log joint is zero', () => {
    seed(4);
    const { x: points } = sampleGMM(OVERLAPPING, 200);
    const q = responsibilities(gmmLogJoint(points, initialGMM(points, 3)));
    const theta = gmm().mStep(points, q);
    const objective = (means: number[][], weights = theta.weights) =>
      freeEnergy(q, gmmLogJoint(points, { ...theta, means, weights }));
    const means = theta.means.map((mean) => [...mean]);
    means.forEach((mean, k) => {
      mean.forEach((_, i) => {
        const moved = (h: number) =>
          objective(means.map((m, l) => m.map((v, j) => (l === k && j === i ? v + h : v)))); // prettier-ignore
        expect((moved(1e-4) - moved(-1e-4)) / 2e-4).to.be.closeTo(0, 1e-8);
      });
    });
    const tilted = [theta.weights[0]! + 1e-3, theta.weights[1]! - 1e-3, theta.weights[2]!];
    expect(objective(means, tilted)).to.be.below(objective(means));
  });
});
