import { expect } from 'chai';

type Nested = number | ArrayLike<number> | readonly Nested[];

/** Every number within 1e-10 of the expected one, absolutely or relative to it. */
export function expectNear(actual: Nested, expected: Nested, tolerance = 1e-10): void {
  if (typeof expected === 'number') {
    expect(actual).to.be.closeTo(expected, tolerance * Math.max(1, Math.abs(expected)));
    return;
  }
  expect(actual).to.have.lengthOf(expected.length);
  Array.from(expected).forEach((value, i) => {
    expectNear((actual as readonly Nested[])[i]!, value, tolerance);
  });
}
