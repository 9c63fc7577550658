import { expect } from 'chai';
import { CycleGAN, DISCOGAN, DUALGAN, ready } from 'saddlepoint';
import { batch, cycleganConfig } from './translation';

describe('DualGAN and DiscoGAN as presets (M-10)', () => {
  before(() => ready());

  for (const [name, { config, loss }] of Object.entries({ DUALGAN, DISCOGAN })) {
    it(`${name} takes steps whose losses are finite`, () => {
      const model = new CycleGAN({ ...cycleganConfig, ...weightsOf(config) }, loss);
      for (let step = 0; step < 2; step++) {
        for (const value of Object.values(model.step(batch(step)))) expect(value.dataSync()[0]).to.be.finite;
      }
      model.dispose();
    });
  }

  it('DualGAN: a Wasserstein game with clipped critics; DiscoGAN: squares, of no more weight than the game', () => {
    expect([DUALGAN.loss.name, DUALGAN.config.distance]).to.deep.equal(['wasserstein', 'L1']);
    expect(DUALGAN.config.clip).to.be.above(0);
    expect([DISCOGAN.loss.name, DISCOGAN.config.distance]).to.deep.equal(['nonSaturating', 'L2']);
    expect([DISCOGAN.config.lambda, DISCOGAN.config.clip]).to.deep.equal([1, 0]);
  });
});

/** What makes a preset: everything but the sizes of its networks. */
const weightsOf = ({ lambda, identity, distance, pool, clip }: typeof DUALGAN.config) => ({
  lambda,
  identity,
  distance,
  pool,
  clip,
});
