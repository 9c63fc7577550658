import { expect } from 'chai';
import { arrayDataset, ready, resampled, seed, tf } from 'saddlepoint';

describe('resampled', () => {
  before(() => ready());

  const brightness = [0, 0.25, 0.5, 1];
  const grey = (n: number) => {
    const pixels = Float32Array.from({ length: 4 * n }, (_, i) => 2 * brightness[i % 4]! - 1);
    return arrayDataset<tf.Tensor4D>('four greys', pixels, [2, 2, 1]);
  };

  it('draws zeros and ones, as often as the pixels are bright, and others the next time', () => {
    seed(1);
    const n = 20_000;
    const binary = resampled(grey(n));
    const looks = [1, 2].map(() => [...binary.batches(n)][0]!);
    for (const x of looks) {
      expect([...new Set(x.dataSync())].sort()).to.deep.equal([0, 1]);
      const shares = x.mean(0).dataSync();
      brightness.forEach((p, i) => expect(shares[i]).to.be.closeTo(p, 5 * Math.sqrt((p * (1 - p)) / n)));
    }
    expect([...looks[0]!.dataSync()]).to.not.deep.equal([...looks[1]!.dataSync()]);
  });

  it('keeps name and size, and leaves nothing behind but its batches', () => {
    const binary = resampled(grey(10));
    expect([binary.name, binary.size]).to.deep.equal(['four greys, resampled', 10]);
    const before = tf.memory().numTensors;
    for (const x of binary.batches(5)) x.dispose();
    expect(tf.memory().numTensors).to.equal(before);
  });
});
