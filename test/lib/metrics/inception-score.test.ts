import { expect } from 'chai';
import { classCoverage, entropy, inceptionScore } from 'saddlepoint';
import { golden } from './golden';

const oneHot = (k: number, size: number) => Array.from({ length: size }, (_, i) => (i === k ? 1 : 0));

describe('inception score (H-03)', () => {
  it('is K when every class is met equally often and surely', () => {
    for (const classes of [2, 10]) {
      const p = Array.from({ length: 3 * classes }, (_, n) => oneHot(n % classes, classes));
      expect(inceptionScore(p)).to.be.closeTo(classes, 1e-12);
    }
  });

  it('is 1 when all samples look alike, sure or unsure', () => {
    expect(inceptionScore(Array.from({ length: 5 }, () => oneHot(3, 10)))).to.be.closeTo(1, 1e-12);
    expect(inceptionScore(Array.from({ length: 5 }, () => [0.2, 0.5, 0.3]))).to.be.closeTo(1, 1e-12);
  });

  it('agrees with SciPy', () => {
    const { probabilities, score } = golden.inceptionScore;
    expect(inceptionScore(probabilities)).to.be.closeTo(score, 1e-12);
  });

  it('log IS = H(y) - E H(y | x) to 1e-10', () => {
    const { probabilities } = golden.inceptionScore;
    const marginal = probabilities[0]!.map((_, k) => probabilities.reduce((sum, p) => sum + p[k]! / 12, 0));
    const conditional = probabilities.reduce((sum, p) => sum + entropy(p) / 12, 0);
    expect(Math.log(inceptionScore(probabilities))).to.be.closeTo(entropy(marginal) - conditional, 1e-10);
  });

  it('takes float32 softmax as it comes, and refuses logits', () => {
    const float32 = golden.inceptionScore.probabilities.map((p) => Float32Array.from(p));
    expect(inceptionScore(float32)).to.be.closeTo(golden.inceptionScore.score, 1e-5);
    expect(() => inceptionScore([[2, -1]].concat([[0.5, 0.7]]))).to.throw('row 1 sums to 1.2');
    expect(() => inceptionScore([])).to.throw('at least one row');
    expect(() => inceptionScore([[1, 0], [1]])).to.throw('row 1 has 1 numbers, row 0 has 2');
    expect(() => inceptionScore([[1.5, -0.5]])).to.throw(RangeError);
  });
});

describe('class coverage', () => {
  it('counts the classes that have their share', () => {
    const p = [...Array.from({ length: 98 }, (_, n) => oneHot(n % 2, 4)), oneHot(2, 4), oneHot(2, 4)];
    expect(classCoverage(p)).to.deep.equal({ counts: [49, 49, 2, 0], covered: 3 });
    expect(classCoverage(p, 0.03).covered).to.equal(2);
  });
});
