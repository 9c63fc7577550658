import { expect } from 'chai';
import { alongDirection, analogy, attributeVector, risingShare } from 'saddlepoint';

describe('arithmetic on codes', () => {
  const having = [
    [3, 1, 0],
    [5, 3, 0],
  ];
  const lacking = [[1, 2, 0]];

  it('the direction of an attribute is the difference of the means', () => {
    expect(attributeVector(having, lacking)).to.deep.equal([3, 0, 0]);
    expect(attributeVector(having, having)).to.deep.equal([0, 0, 0]);
  });

  it('an analogy is mean(a) - mean(b) + mean(c): exact where attributes add up', () => {
    const [woman, man, smile] = [
      [1, 0, 4],
      [-2, 1, 0],
      [0.5, 0.25, -1],
    ] as [number[], number[], number[]];
    const smiling = (who: number[]) => who.map((value, k) => value + smile[k]!);
    expect(analogy([smiling(woman)], [woman], [man])).to.deep.equal(smiling(man));
    expect(analogy(having, lacking, lacking)).to.deep.equal([4, 2, 0]);
  });

  it('of three codes from U(-1, 1)^d each, an analogy has the spread of one code', () => {
    // three means of three: 3 (sigma^2 / 3) = sigma^2, so that G sees nothing unusual
    const d = 20_000;
    const draw = () => Array.from({ length: 3 }, () => Array.from({ length: d }, () => 2 * Math.random() - 1));
    const z = analogy(draw(), draw(), draw());
    const variance = z.reduce((sum, value) => sum + value * value, 0) / d;
    expect(variance).to.be.closeTo(1 / 3, 5 * Math.sqrt(2 / d) * (1 / 3));
  });

  it('goes along a direction', () => {
    expect(alongDirection([1, 2], [10, -10], 0.5)).to.deep.equal([6, -3]);
    expect(alongDirection([1, 2], [10, -10], 0)).to.deep.equal([1, 2]);
  });

  it('counts the curves that rise: by rank, not by shape', () => {
    const up = [0, 0.1, 5, 5.1, 90];
    const down = [4, 3, 2, 1, 0];
    const flat = [1, 1, 1, 1, 1];
    const bent = [0, 1, 2, 1, 0];
    expect(risingShare([up])).to.equal(1);
    expect(risingShare([up, down, flat, bent])).to.equal(0.25);
    expect(risingShare([[0, 2, 1, 3, 4]], 0.9)).to.equal(1); // one neighbouring pair swapped of five: 0.9
    expect(risingShare([[0, 2, 1, 3, 4]], 0.95)).to.equal(0);
  });

  it('says what does not fit together', () => {
    expect(() => attributeVector([], lacking)).to.throw('attributeVector: there are no numbers');
    expect(() => attributeVector(having, [[1, 2]])).to.throw('attributeVector: codes of 3 and 2 numbers');
    expect(() => analogy(having, lacking, [[1]])).to.throw('analogy: codes of 1 and 3 numbers');
    expect(() => analogy(having, [[1]], lacking)).to.throw('codes of 3 and 1 numbers');
    expect(() => attributeVector([[1, 2], [3]], lacking)).to.throw('row 1 has 1 numbers');
    expect(() => alongDirection([1], [1, 2], 1)).to.throw('A code of 1 numbers cannot go along a direction of 2');
    expect(() => risingShare([])).to.throw('risingShare: there are no numbers');
    expect(() => risingShare([[1]])).to.throw(RangeError);
    expect(() => risingShare([[1, NaN]])).to.throw('NaN');
  });
});
