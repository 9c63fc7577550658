import { expect } from 'chai';
import { ready, slants, tf } from 'saddlepoint';

/** A line of 9 rows, its column `slope` further with each row, thick by interpolation. */
function line(slope: number): number[][] {
  return Array.from({ length: 9 }, (_, y) => {
    const at = 8 + slope * (y - 4);
    return Array.from({ length: 17 }, (_, x) => Math.max(0, 1 - Math.abs(x - at)));
  });
}
const images = (...all: number[][][]) => tf.tensor4d(all.flat(2), [all.length, 9, 17, 1]);

describe('slants (K-13)', () => {
  before(() => ready());

  it('is the slope of a line, 0 upright, of either sign', async () => {
    const slopes = [0, 0.5, 1, -1, -0.25];
    const found = await slants(images(...slopes.map(line)));
    found.forEach((slant, n) => {
      expect(slant).to.be.closeTo(slopes[n]!, 1e-5);
    });
  });

  it('does not change with brightness or place, and turns with the mirror', async () => {
    const one = images(line(0.5));
    const moved = tf.pad(one, [[0, 0], [2, 0], [0, 3], [0, 0]]); // prettier-ignore
    for (const x of [one.mul<tf.Tensor4D>(0.3), moved]) expect((await slants(x))[0]).to.be.closeTo(0.5, 1e-5);
    expect((await slants(one.reverse<tf.Tensor4D>(2)))[0]).to.be.closeTo(-0.5, 1e-5);
    expect((await slants(tf.zeros([1, 9, 17, 1])))[0]).to.be.NaN;
  });

  it('leaves no tensor', async () => {
    const x = images(line(1));
    const before = tf.memory().numTensors;
    await slants(x);
    expect(tf.memory().numTensors).to.equal(before);
  });
});
