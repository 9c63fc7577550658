import { expect } from 'chai';
import { crossValidatedSVM, linearSVM, seed, standardNormal, transductiveSVM } from 'saddlepoint';
import { golden } from '../few-labels-golden';

describe('transductive SVMs (I-11)', () => {
  const { x, u, weights, bias, labels, alone } = golden.transduction;
  const signs = (classes: readonly number[]) => classes.map((k) => (k === 1 ? 1 : -1));

  it('find the best of all 252 labellings, and its plane, where an SVM alone is wrong about some points', () => {
    seed(1);
    expect(alone).to.not.deep.equal(labels);
    expect(signs(linearSVM(x, [1, 0]).predict(u))).to.deep.equal(alone);
    const svm = transductiveSVM(x, [1, 0], u, { tolerance: 1e-8 });
    expect(signs(svm.predict(u))).to.deep.equal(labels);
    weights.forEach((value, i) => expect(svm.weights[1]![i]).to.be.closeTo(value, 1e-5));
    expect(svm.biases[1]).to.be.closeTo(bias, 1e-5);
  });

  it('are the SVM alone when the unlabelled points hardly count', () => {
    seed(2);
    const [svm, free] = [linearSVM(x, [1, 0]), transductiveSVM(x, [1, 0], u, { unlabelled: 1e-9, tolerance: 1e-6 })];
    svm.weights[1]!.forEach((value, i) => expect(free.weights[1]![i]).to.be.closeTo(value, 1e-3));
  });

  it('know three classes', () => {
    seed(3);
    const centres = [[4, 0], [-2, 3.4], [-2, -3.4]]; // prettier-ignore
    const cloud = centres.flatMap((centre) => Array.from({ length: 9 }, () => centre.map((c) => c + standardNormal())));
    const svm = transductiveSVM(centres, [0, 1, 2], cloud);
    expect(svm.predict(cloud)).to.deep.equal(cloud.map((_, n) => Math.floor(n / 9)));
  });

  it('say what is wrong', () => {
    expect(() => transductiveSVM(x, [1, 0], [[1]])).to.throw('x and u');
    expect(() => transductiveSVM(x, [1, 1], u)).to.throw('transductiveSVM: no point has label 0');
    expect(() => transductiveSVM(x, [1, 0, 1], u)).to.throw('labels has 3 entries');
    expect(() => transductiveSVM(x, [1, 0], u, { unlabelled: 0 })).to.throw('unlabelled is 0');
  });
});

describe('cross-validated SVMs (I-07)', () => {
  it('never ask a point that they have seen: random labels in many dimensions are learnt by heart, and not foreseen', () => {
    seed(4);
    const labels = Array.from({ length: 60 }, (_, n) => n % 2);
    const x = labels.map(() => Array.from({ length: 200 }, standardNormal));
    const svm = crossValidatedSVM(x, labels, { Cs: [1] });
    expect(svm.predict(x)).to.deep.equal(labels);
    expect(svm.errors[0]).to.be.within(0.25, 0.75); // four standard errors around a half
  });

  it('choose the C of fewest mistakes, and give the SVM of all points with it', () => {
    seed(5);
    // three points lie far out on the wrong side: a high price for them turns the line
    const clean = Array.from({ length: 40 }, (_, n) => [n % 2 ? 1 : -1, standardNormal()]);
    const x = [...clean, [-30, 9], [-30, 10], [-30, 8], [30, -9], [30, -10], [30, -8]];
    const labels = [...clean.map((_, n) => n % 2), 1, 1, 1, 0, 0, 0];
    const Cs = [1e-9, 1];
    const svm = crossValidatedSVM(x, labels, { Cs, folds: 3, passes: 100_000 });
    expect(svm.errors).to.have.length(2);
    expect(svm.C).to.equal(Cs[svm.errors.indexOf(Math.min(...svm.errors))]);
    seed(6);
    const again = linearSVM(x, labels, { C: svm.C, passes: 100_000 });
    again.weights[1]!.forEach((value, i) => expect(svm.weights[1]![i]).to.be.closeTo(value, 1e-3));
  });

  it('say what is wrong', () => {
    expect(() => crossValidatedSVM([[0], [1]], [0, 1], { Cs: [1] })).to.throw('has 1 points, fewer than the 5 folds');
    expect(() => crossValidatedSVM([[0], [1]], [0, 1], { Cs: [] })).to.throw('the number of Cs is 0');
    expect(() => crossValidatedSVM([[0], [1]], [0, 1], { Cs: [1], folds: 1 })).to.throw('folds is 1');
  });
});
