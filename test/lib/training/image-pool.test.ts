import { expect } from 'chai';
import { ImagePool, ready, seed, tf } from 'saddlepoint';

/** Images of one pixel that hold these numbers. */
const images = (...values: number[]) => tf.tensor4d(values, [values.length, 1, 1, 1]);
const numbers = (x: tf.Tensor) => [...x.dataSync()];

describe('ImagePool', () => {
  before(() => ready());

  it('hands images through until it is full, keeping them', () => {
    const pool = new ImagePool(3);
    expect(numbers(pool.exchange(images(1, 2)))).to.deep.equal([1, 2]);
    expect(pool.size).to.equal(2);
    expect(numbers(pool.exchange(images(3)))).to.deep.equal([3]);
    expect(pool.size).to.equal(3);
  });

  it('when full, gives the new image or an old one in its place, each about as often; nothing is lost or doubled', () => {
    seed(1);
    const pool = new ImagePool(5);
    const [came, went]: [number[], number[]] = [[], []];
    let passed = 0;
    for (let i = 0; i < 400; i++) {
      const out = numbers(pool.exchange(images(2 * i, 2 * i + 1)));
      if (i >= 3) passed += Number(out[0] === 2 * i) + Number(out[1] === 2 * i + 1);
      came.push(2 * i, 2 * i + 1);
      went.push(...out);
    }
    // Of 794 images, half pass: within 5 standard deviations of a fair coin.
    expect(passed).to.be.closeTo(397, (5 * Math.sqrt(794)) / 2);
    // The first five went out when they came and once more when they left; of the others each at most once.
    expect(new Set(went.slice(5)).size).to.equal(went.length - 5);
    expect(came).to.include.members(went);
  });

  it('with capacity 0 hands everything through, drawing nothing', () => {
    const { random } = Math;
    Math.random = () => expect.fail('it draws');
    try {
      const pool = new ImagePool(0);
      expect(numbers(pool.exchange(images(1, 2)))).to.deep.equal([1, 2]);
      expect(pool.size).to.equal(0);
    } finally {
      Math.random = random;
    }
  });

  it('holds one tensor, and none once disposed of', () => {
    const before = tf.memory().numTensors;
    const pool = new ImagePool(2);
    tf.tidy(() => {
      for (let i = 0; i < 5; i++) pool.exchange(images(i));
    });
    expect(tf.memory().numTensors).to.equal(before + 1);
    pool.dispose();
    expect(tf.memory().numTensors).to.equal(before);
  });

  it('goes on from saved images as if it had never stopped, also from none', async () => {
    const rest = (pool: ImagePool) => {
      seed(2);
      return [4, 5, 6, 7].map((i) => numbers(pool.exchange(images(i))));
    };
    for (const start of [[], [1, 2, 3]]) {
      const [pool, copy] = [new ImagePool(3), new ImagePool(3)];
      if (start.length > 0) pool.exchange(images(...start));
      copy.exchange(images(9)); // must go
      await copy.setWeights(await pool.getWeights());
      expect(rest(copy)).to.deep.equal(rest(pool));
    }
  });

  it('says when the capacity is no count', () => {
    expect(() => new ImagePool(-1)).to.throw('ImagePool: capacity is -1');
  });
});
