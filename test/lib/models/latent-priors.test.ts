import { expect } from 'chai';
import { gaussianPrior, petalPrior, ready, seed, swissRollPrior, tf, type LatentPrior } from 'saddlepoint';

const N = 20_000;
const oneHotOf = (part: number, parts: number, n: number) =>
  tf.oneHot(tf.fill([n], part, 'int32'), parts).toFloat() as tf.Tensor2D;
/** The share of draws from each part that partOf puts there. */
const ownShare = (prior: LatentPrior) => {
  const { parts } = prior;
  let own = 0;
  for (let k = 0; k < parts; k++) {
    own += prior.sampleOf(oneHotOf(k, parts, 500)).arraySync().filter((z) => prior.partOf(z) === k).length; // prettier-ignore
  }
  return own / (500 * parts);
};

describe('priors of codes (K-12)', () => {
  before(() => ready());
  beforeEach(() => {
    seed(1);
  });

  it('gaussianPrior: mean 0 and standard deviation sigma in every dimension, whatever the label', () => {
    const prior = gaussianPrior(3, 5);
    for (const z of [prior.sample(N), prior.sampleOf(tf.ones([N, 1]))]) {
      const { mean, variance } = tf.moments(z, 0);
      expect(mean.abs().max().dataSync()[0]).to.be.below((5 * 5) / Math.sqrt(N)); // five standard errors
      for (const v of variance.dataSync()) expect(v / 25).to.be.closeTo(1, 5 * Math.sqrt(2 / N));
    }
    expect(prior.partOf([1, 2, 3])).to.equal(0);
  });

  it('petalPrior: petal k has its mean in direction k, its length along and its width across', () => {
    const prior = petalPrior({ petals: 4, radius: 3, length: 0.6, width: 0.2 });
    const [x, y] = tf.split(prior.sampleOf(oneHotOf(1, 4, N)), 2, 1) as [tf.Tensor, tf.Tensor]; // petal 1 points up
    const near = (values: tf.Tensor, mean: number, sigma: number) => {
      const moments = tf.moments(values);
      expect(moments.mean.dataSync()[0]).to.be.closeTo(mean, (5 * sigma) / Math.sqrt(N));
      expect(Math.sqrt(moments.variance.dataSync()[0]!) / sigma).to.be.closeTo(1, 5 * Math.sqrt(0.5 / N));
    };
    near(x, 0, 0.2);
    near(y, 3, 0.6);
  });

  it('a draw of a petal is in the petal, and one of a stretch of the roll in the stretch, but for overlap', () => {
    expect(ownShare(petalPrior())).to.be.above(0.99);
    expect(ownShare(swissRollPrior())).to.be.above(0.95);
    expect(ownShare(swissRollPrior({ sigma: 1e-6 }))).to.be.above(0.98); // what is left are the grid's 50 points
  });

  it('the whole has every part as often', () => {
    for (const prior of [petalPrior(), swissRollPrior()]) {
      const counts = new Array<number>(10).fill(0);
      for (const z of prior.sample(N / 4).arraySync()) counts[prior.partOf(z)]! += 1;
      // five standard deviations of a count, and the overlap of neighbours
      for (const count of counts) expect(count).to.be.closeTo(N / 40, 5 * Math.sqrt(N / 40) + N / 400);
    }
  });

  it('swissRollPrior: without noise, u at radius sqrt(u) and angle 2 pi turns sqrt(u)', () => {
    const roll = swissRollPrior({ parts: 2, turns: 1.5, radius: 2, sigma: 1e-6 });
    const z = roll.sample(200).arraySync() as [number, number][];
    for (const [x, y] of z) {
      const root = Math.hypot(x, y) / 2;
      expect(root).to.be.within(0, 1);
      expect(Math.cos(2 * Math.PI * 1.5 * root) * 2 * root).to.be.closeTo(x, 1e-4);
    }
  });

  it('leaves no tensor but the draw, and names what is wrong', () => {
    const before = tf.memory().numTensors;
    tf.dispose([gaussianPrior(2).sample(3), petalPrior().sample(3), swissRollPrior().sample(3)]);
    expect(tf.memory().numTensors).to.equal(before);
    expect(() => gaussianPrior(0)).to.throw('gaussianPrior: dimension is 0');
    expect(() => gaussianPrior(2, -1)).to.throw('gaussianPrior: sigma is -1');
    expect(() => petalPrior({ width: 0 })).to.throw('petalPrior: width is 0');
    expect(() => swissRollPrior({ turns: -2 })).to.throw('swissRollPrior: turns is -2');
    expect(() => petalPrior().partOf([1])).to.throw('z has 1 entries where 2 are needed');
  });
});
