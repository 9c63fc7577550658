import { expect } from 'chai';
import { ready, tf } from 'saddlepoint';
import { expectClose, type Tolerance } from 'saddlepoint-course';

async function finding(got: unknown, expected: unknown, tolerance?: Tolerance): Promise<string | undefined> {
  try {
    await expectClose(got, expected, tolerance);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('expectClose', () => {
  before(() => ready());

  it('lets float32 rounding pass, and no more', async () => {
    expect(await finding(Math.fround(0.1), 0.1)).to.equal(undefined);
    expect(await finding(1 + 9e-6, 1)).to.equal(undefined);
    expect(await finding(1.0001, 1)).to.equal('expected 1, got 1.0001');
    expect(await finding(1.05, 1, { absolute: 0.1 })).to.equal(undefined);
    expect(await finding(1e-4, 0, { relative: 0.5 })).to.equal('expected 0, got 0.0001');
  });

  it('takes NaN for NaN and an infinity for itself alone', async () => {
    expect(await finding(NaN, NaN)).to.equal(undefined);
    expect(await finding(Infinity, Infinity)).to.equal(undefined);
    expect(await finding(0, -0)).to.equal(undefined);
    expect(await finding(1, NaN)).to.equal('expected NaN, got 1');
    expect(await finding(NaN, 1)).to.equal('expected 1, got NaN');
    expect(await finding(-Infinity, Infinity)).to.equal('expected Infinity, got -Infinity');
    expect(await finding(1e308, Infinity)).to.match(/expected Infinity/);
    expect(await finding(Infinity, 1e308)).to.match(/got Infinity/);
  });

  it('names the place in lists and records', async () => {
    expect(
      await finding(
        [
          [1, 2],
          [3, 5],
        ],
        [
          [1, 2],
          [3, 4],
        ],
      ),
    ).to.equal('at [1][1]: expected 4, got 5');
    expect(await finding({ means: [1] }, { means: [2] })).to.equal('at means[0]: expected 2, got 1');
    expect(await finding({ a: 1 }, { a: 1, b: 2 })).to.equal('at b: expected 2, got nothing');
    expect(await finding({ a: 1, b: 2 }, { a: 1 })).to.equal('at b: expected nothing, got 2');
    expect(await finding([1], [1, 2])).to.equal('expected 2 entries, got 1 entries');
    expect(await finding(undefined, [1, 2])).to.equal('expected [1, 2], got undefined');
  });

  it('takes a typed array for a list, whichever side it is on', async () => {
    expect(await finding(Float32Array.of(0.1, 2), [0.1, 2])).to.equal(undefined);
    expect(await finding([0.1, 2], Float64Array.of(0.1, 2))).to.equal(undefined);
  });

  it('compares tensors by shape and numbers, and tells a tensor from a list', async () => {
    const t = tf.tensor2d([
      [1, 2],
      [3, 4],
    ]);
    expect(
      await finding(
        t,
        tf.tensor2d(
          [
            [1, 2],
            [3, 4],
          ],
          [2, 2],
          'int32',
        ),
      ),
    ).to.equal(undefined);
    expect(
      await finding(
        t.add(
          tf.tensor2d([
            [0, 0],
            [1, 0],
          ]),
        ),
        t,
      ),
    ).to.equal('at [1,0]: expected 3, got 4');
    expect(await finding(t.flatten(), t)).to.equal('expected a tensor of shape [2,2], got one of shape [4]');
    expect(
      await finding(
        [
          [1, 2],
          [3, 4],
        ],
        t,
      ),
    ).to.match(/expected a tensor of shape \[2,2\], got \[\[1, 2\]/);
    expect(await finding({ loss: tf.scalar(2) }, { loss: tf.scalar(3) })).to.equal('at loss: expected 3, got 2');
    expect(await finding(t, [1])).to.match(/got a tensor of shape \[2,2\]/);
  });

  it('compares words, booleans and nothing exactly', async () => {
    expect(await finding('a', 'a')).to.equal(undefined);
    expect(await finding('a', 'b')).to.equal('expected "b", got "a"');
    expect(await finding(1, true)).to.equal('expected true, got 1');
    expect(await finding(undefined, null)).to.equal('expected null, got undefined');
    expect(await finding(0, undefined)).to.equal('expected undefined, got 0');
  });

  it('keeps long values short', async () => {
    const message = await finding(new Array(1000).fill(0), 1);
    expect(message).to.equal('expected 1, got [0, 0, 0, 0, 0, 0, ... 1000 in all]');
  });
});
