import { expect } from 'chai';
import {
  em,
  gmm,
  gmmLogJoint,
  incrementalEM,
  initialGMM,
  logLikelihood,
  responsibilities,
  sampleGMM,
  seed,
  symmetricMixture,
  type GMM,
} from 'saddlepoint';
import golden from '../../golden/em.json';
import { expectNear } from './near';

const EYE = [[1, 0], [0, 1]]; // prettier-ignore

describe('Gaussian mixtures (C-05)', () => {
  it('agree with SciPy over three iterations, overlapping or 60 sigmas apart', () => {
    for (const { x, start, trace, final } of golden.gmms) {
      let theta: GMM = start;
      for (const { logJoint, responsibilities: q, logLikelihood: likelihood } of trace) {
        expectNear(gmmLogJoint(x, theta), logJoint);
        expectNear(responsibilities(gmmLogJoint(x, theta)), q);
        expectNear(logLikelihood(gmmLogJoint(x, theta)), likelihood);
        theta = gmm().mStep(x, q);
      }
      expectNear(theta.weights, final.weights);
      expectNear(theta.means, final.means);
      expectNear(theta.covariances, final.covariances);
    }
  });

  it('find the means of a 2-D mixture within 0.1 after permutation', () => {
    seed(1);
    const truth = { weights: [0.2, 0.3, 0.5], means: [[-4, 0], [4, 1], [0, 5]], covariances: [EYE, EYE, EYE] }; // prettier-ignore
    const { x } = sampleGMM(truth, 6000);
    const runs = Array.from({ length: 5 }, () => em(gmm(), x, initialGMM(x, 3), { iterations: 60, tolerance: 1e-6 }));
    const best = runs.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a)).theta;
    for (const mean of truth.means) {
      const distances = best.means.map((m) => Math.hypot(m[0]! - mean[0]!, m[1]! - mean[1]!));
      expect(Math.min(...distances)).to.be.below(0.1);
    }
  });

  it('keep the structure that is asked for, and the variance floor exactly', () => {
    seed(2);
    const line = Array.from({ length: 50 }, () => Math.random()).map((t) => [t, 2 * t]); // a singular covariance
    const q = line.map(() => [1]);
    const [full] = gmm({ varianceFloor: 1e-4 }).mStep(line, q).covariances;
    expectNear(
      full![0]![0]! * full![1]![1]! - full![0]![1]! ** 2,
      1e-4 * (full![0]![0]! + full![1]![1]! - 1e-4),
      1e-10,
    );
    const [diagonal] = gmm({ covariance: 'diagonal' }).mStep(line, q).covariances;
    expect([diagonal![0]![1], diagonal![1]![0]]).to.deep.equal([0, 0]);
    const [spherical] = gmm({ covariance: 'spherical' }).mStep(line, q).covariances;
    expectNear(spherical!, [[(diagonal![0]![0]! + diagonal![1]![1]!) / 2, 0], [0, spherical![0]![0]!]]); // prettier-ignore
    const point = gmm({ varianceFloor: 0.01 }).mStep([[3, 4]], [[1]]);
    expectNear(point.covariances, [[[0.01, 0], [0, 0.01]]]); // prettier-ignore
  });

  it('let a component die: weight 0 for good, and the likelihood still rises', () => {
    const x = [[-1, 0], [0, 1], [1, 0.5], [2, 1]]; // prettier-ignore
    const start = {
      weights: [0.5, 0.5],
      means: [
        [0, 0],
        [1e8, 0],
      ],
      covariances: [EYE, EYE],
    };
    const { theta, history } = em(gmm(), x, start, { iterations: 5 });
    expect(theta.weights).to.deep.equal([1, 0]);
    expectNear(theta.means[1]!, [0.5, 0.625]);
    history.slice(1).forEach((h, i) => expect(h.freeEnergy).to.be.at.least(history[i]!.freeEnergy - 1e-12));
  });

  it('merge statistics far from the origin without losing digits', () => {
    seed(3);
    const x = sampleGMM({ weights: [1], means: [[1e7, -1e7]], covariances: [EYE] }, 400).x;
    for (const { theta } of incrementalEM(gmm(), x, initialGMM(x, 1), 40)) {
      expectNear(theta.covariances, gmm().mStep(x, x.map(() => [1])).covariances, 1e-7); // prettier-ignore
      break;
    }
  });

  it('say what is wrong with their input', () => {
    const x = [[0, 0], [1, 1]]; // prettier-ignore
    const theta = { weights: [0.5, 0.5], means: x, covariances: [EYE, EYE] };
    const run = (points: number[][], start: GMM) => () => em(gmm(), points, start, { iterations: 1 });
    expect(run([], theta)).to.throw(RangeError, 'no data points');
    expect(run([[0, 0], [NaN, 1]], theta)).to.throw(RangeError, 'data point 1 is NaN'); // prettier-ignore
    expect(run([[0]], theta)).to.throw(RangeError, 'x has 1 entries where 2');
    expect(run(x, { ...theta, weights: [0.5, 0.6] })).to.throw(RangeError, 'weights sums to 1.1');
    expect(run(x, { ...theta, means: [[0, 0]] })).to.throw(RangeError, 'means has 1 entries where 2');
    expect(run(x, { ...theta, covariances: [EYE, [[0, 0], [0, 1]]] })).to.throw(RangeError, 'not positive definite'); // prettier-ignore
    expect(() => initialGMM(x, 3)).to.throw(RangeError, 'there are 2');
    expect(() => initialGMM([], 1)).to.throw(RangeError, 'there are 0');
    expect(() => initialGMM(x, 0)).to.throw(RangeError, 'k is 0');
    expect(() => gmm({ varianceFloor: 0 })).to.throw(RangeError, 'varianceFloor is 0');
    expect(() => gmm().mStep([], [])).to.throw(RangeError, 'no data points');
    expect(() => gmm().mStep(x, [[1]])).to.throw(RangeError, 'q has 1 entries where 2');
    expect(() => symmetricMixture(0)).to.throw(RangeError, 'sigma is 0');
    expect(() => em(gmm(), x, theta, { iterations: 1, tolerance: NaN })).to.throw(RangeError, 'tolerance is NaN');
    expect(() => em(gmm(), x, theta, { iterations: 1.5 })).to.throw(RangeError, 'iterations is 1.5');
  });
});
