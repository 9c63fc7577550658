import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { frechetDistance, inceptionScore, mnist, mnistNet, MnistNet, ready, seed, tf, variables } from 'saddlepoint';
import type { MnistNet as Net } from 'saddlepoint';

const WEIGHTS = join(__dirname, '../../../lib/weights/mnist-net.safetensors');

describe('MNIST-Net', () => {
  let net: Net;
  let x: tf.Tensor4D;
  let labels: Uint8Array;

  before(async () => {
    await ready();
    seed(1);
    net = await mnistNet();
    const test = await mnist({ split: 'test' });
    labels = test.labels;
    const all = test.tensors();
    all.y.dispose();
    x = all.x;
  });
  after(() => {
    net.dispose();
    x.dispose();
  });

  it('is right about 99 % of the test digits, which have an MNIST score of at least 9.7 (H-03)', async () => {
    const probabilities = await net.probabilities(x);
    const right = probabilities.filter((p, n) => p.indexOf(Math.max(...p)) === labels[n]).length;
    expect(right / labels.length).to.be.at.least(0.99);
    expect(inceptionScore(probabilities)).to.be.at.least(9.7).and.at.most(10);
  });

  it('its features set real digits apart from noise: real to real at most 2 % of real to noise (H-14)', async () => {
    const noise = tf.randomUniform<tf.Rank.R4>([2000, 28, 28, 1], -1, 1);
    const features = await net.features(x);
    const far = frechetDistance(features, await net.features(noise));
    noise.dispose();
    expect(features[0]).to.have.length(64);
    // every other digit, since the first half of the file was written more neatly than the second
    const [even, odd] = [0, 1].map((rest) => features.filter((_, n) => n % 2 === rest)) as [number[][], number[][]];
    expect(frechetDistance(even, odd) / far).to.be.at.most(0.02);
  });

  it('gives distributions, whatever the number of images, and leaves no tensor behind', async () => {
    const some = x.slice(0, 3);
    const before = tf.memory().numTensors;
    const probabilities = await net.probabilities(some);
    expect(probabilities).to.have.length(3);
    for (const p of probabilities) expect(p.reduce((sum, value) => sum + value, 0)).to.be.closeTo(1, 1e-5);
    expect(tf.memory().numTensors).to.equal(before);
    some.dispose();
  });

  it('fits into a package: less than 1 MB', () => {
    expect(statSync(WEIGHTS).size).to.be.lessThan(1_000_000);
  });

  it('learns: the cross entropy falls on a batch that it sees again and again, and steps leak nothing', () => {
    const fresh = new MnistNet();
    const batch = { x: x.slice(0, 32), y: tf.tensor1d(labels.slice(0, 32), 'int32') };
    const step = () => {
      const { crossEntropy } = fresh.step(batch);
      const value = crossEntropy.dataSync()[0]!;
      crossEntropy.dispose();
      return value;
    };
    const first = step();
    const before = tf.memory().numTensors;
    let last = first;
    for (let i = 0; i < 40; i++) last = step();
    expect(first).to.be.closeTo(Math.log(10), 0.5);
    expect(last).to.be.lessThan(first / 2);
    expect(tf.memory().numTensors).to.equal(before);
    expect(variables([fresh.net])).to.have.length(8);
    fresh.dispose();
    tf.dispose(batch);
  });
});
