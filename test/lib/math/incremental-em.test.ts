import { expect } from 'chai';
import {
  em,
  freeEnergy,
  gmm,
  gmmLogJoint,
  incrementalEM,
  initialGMM,
  logLikelihood,
  sampleGMM,
  seed,
} from 'saddlepoint';
import { expectNear } from './near';
import { OVERLAPPING } from './overlapping';

describe('C-08: incremental EM', () => {
  it("comes within 1e-3 nats of the batch's log-likelihood in fewer passes", () => {
    for (let s = 0; s < 4; s++) {
      seed(s);
      const { x } = sampleGMM(OVERLAPPING, 600);
      const start = initialGMM(x, 3);
      const batch = em(gmm(), x, start, { iterations: 3000, tolerance: 1e-12 });
      const near = (likelihood: number) => likelihood > batch.logLikelihood - 1e-3;
      const batchPasses = batch.history.filter((h) => h.step === 'E').findIndex((h) => near(h.freeEnergy));
      for (const { pass, theta } of incrementalEM(gmm(), x, start, 20)) {
        expect(pass).to.be.below(batchPasses);
        if (near(logLikelihood(gmmLogJoint(x, theta)))) break;
      }
    }
  });

  it('never lowers the free energy, and with one block is batch EM', () => {
    seed(9);
    const { x } = sampleGMM(OVERLAPPING, 100);
    const start = initialGMM(x, 3);
    let before = -Infinity;
    for (const { pass, q, theta } of incrementalEM(gmm(), x, start, 7)) {
      const now = freeEnergy(q, gmmLogJoint(x, theta));
      expect(now).to.be.at.least(before - 1e-10);
      before = now;
      if (pass > 5) break;
    }
    const batch = em(gmm(), x, start, { iterations: 4 });
    for (const { pass, theta } of incrementalEM(gmm(), x, start, 1)) {
      if (pass < 4) continue;
      expectNear(theta.means, batch.theta.means, 1e-12);
      break;
    }
    expect(() => incrementalEM(gmm(), x, start, 101).next()).to.throw(RangeError, '100 data points cannot fill 101');
    expect(() => incrementalEM(gmm(), x, start, 0).next()).to.throw(RangeError, 'blocks is 0');
  });
});
