import { expect } from 'chai';
import type { tf } from 'saddlepoint';

/** The largest |a - b|. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).to.equal(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

/** Every number of the tensor is the expected one, to within `tolerance` of max(1, |expected|). */
export function expectClose(actual: tf.Tensor, expected: ArrayLike<number>, tolerance = 1e-5): void {
  const values = actual.dataSync();
  expect(values.length).to.equal(expected.length);
  values.forEach((value, i) => {
    const want = expected[i]!;
    expect(value, `number ${i}`).to.be.closeTo(want, tolerance * Math.max(1, Math.abs(want)));
  });
}
