import { expect } from 'chai';
import { labelVectors, ready } from 'saddlepoint';

describe('labelVectors', () => {
  before(() => ready());

  it('is one row a label, with a 1 at the label', () => {
    const y = labelVectors([2, 0, 2], 3);
    const rows = [[0, 0, 1], [1, 0, 0], [0, 0, 1]]; // prettier-ignore
    expect(y.arraySync()).to.deep.equal(rows);
    expect([y.dtype, labelVectors(new Uint8Array([1]), 2).arraySync()]).to.deep.equal(['float32', [[0, 1]]]);
  });

  it('names the first label that is no class', () => {
    for (const label of [3, -1, 1.5, NaN]) {
      expect(() => labelVectors([0, label, 7], 3)).to.throw(
        RangeError,
        `Label 1 is ${label}, but 3 classes are 0 .. 2.`,
      );
    }
  });
});
