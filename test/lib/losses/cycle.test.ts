import { expect } from 'chai';
import { cycleConsistency, l1, l2, ready, sharpness, tf } from 'saddlepoint';

const value = (t: tf.Scalar) => t.dataSync()[0]!;

describe('cycle consistency (M-05)', () => {
  let x: tf.Tensor4D;
  let y: tf.Tensor4D;
  before(async () => {
    await ready();
    x = tf.tensor4d([1, -1, 0.5, 0], [1, 2, 2, 1]);
    y = tf.tensor4d([0, 1, 1, -0.5], [1, 2, 2, 1]);
  });

  it('is 0 for exact inverses, positive otherwise', () => {
    // Shifting by a, and back.
    const [G, F] = [(t: tf.Tensor) => t.add(0.25), (t: tf.Tensor) => t.sub(0.25)];
    const back = (f: typeof F) => ({ x: f(G(x)), y: G(f(y)) });
    for (const distance of [l1, l2]) {
      expect(value(cycleConsistency({ x, y }, back(F), distance))).to.be.closeTo(0, 1e-6);
      expect(
        value(
          cycleConsistency(
            { x, y },
            back((t) => t.sub(0.5)),
            distance,
          ),
        ),
      ).to.be.above(0.01);
    }
  });

  it('adds the mean distances of both ways, in L1 and in L2', () => {
    const back = { x: x.add(0.5), y: y.sub(0.25) };
    expect(value(cycleConsistency({ x, y }, back))).to.be.closeTo(0.75, 1e-6);
    expect(value(cycleConsistency({ x, y }, back, l2))).to.be.closeTo(0.3125, 1e-6);
  });
});

describe('sharpness', () => {
  before(() => ready());

  it('is 0 for one colour, the step for stripes, and falls by blurring', () => {
    expect(value(sharpness(tf.fill([1, 4, 4, 3], 0.7)))).to.equal(0);
    const stripes = tf.tensor4d([0, 1, 0, 1, 0, 1, 0, 1, 0], [1, 3, 3, 1]);
    expect(value(sharpness(stripes))).to.be.closeTo(1, 1e-6); // every neighbour differs by 1
    const noise = tf.randomUniform<tf.Rank.R4>([2, 8, 8, 3]);
    const blurred = tf.avgPool(noise, 3, 1, 'same');
    expect(value(sharpness(blurred))).to.be.below(value(sharpness(noise)));
  });
});
