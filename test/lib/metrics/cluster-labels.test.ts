import { expect } from 'chai';
import { assignedLabels, clusterLabelError, headLabels, majorityLabels } from 'saddlepoint';
import { golden } from './golden';

const labels = [0, 1, 2, 0, 1, 2, 0, 0];
const rules = { majorityLabels, assignedLabels };

describe('clustering error (H-10)', () => {
  for (const [name, rule] of Object.entries(rules)) {
    it(`${name}: perfect clusters give 0, whatever they are called`, () => {
      for (const names of [
        [0, 1, 2],
        [2, 0, 1],
        [1, 2, 0],
      ]) {
        const clusters = labels.map((label) => names[label]!);
        expect(clusterLabelError(clusters, labels, rule(clusters, labels))).to.equal(0);
      }
    });

    it(`${name}: renaming clusters changes nothing`, () => {
      const { clusters, labels } = golden.assignment;
      const renamed = clusters.map((cluster) => (cluster * 3 + 4) % 10);
      const error = (ofPoint: number[]) => clusterLabelError(ofPoint, labels, rule(ofPoint, labels));
      expect(error(renamed)).to.equal(error(clusters));
    });
  }

  it('agree with SciPy', () => {
    const { clusters, labels, assignedError, majorityError } = golden.assignment;
    expect(clusterLabelError(clusters, labels, assignedLabels(clusters, labels))).to.be.closeTo(assignedError, 1e-12);
    expect(clusterLabelError(clusters, labels, majorityLabels(clusters, labels))).to.be.closeTo(majorityError, 1e-12);
  });

  it('one label for one cluster: two halves of a class count once by assignment, twice by majority', () => {
    const clusters = [0, 0, 1, 1, 2, 2];
    const truth = [0, 0, 0, 0, 1, 1];
    expect(clusterLabelError(clusters, truth, majorityLabels(clusters, truth))).to.equal(0);
    expect(clusterLabelError(clusters, truth, assignedLabels(clusters, truth))).to.be.closeTo(2 / 6, 1e-12);
  });

  it("the head rule takes the label of each cluster's surest point", () => {
    const membership = [
      [0.9, 0.1],
      [0.6, 0.4],
      [0.2, 0.8],
      [0.4, 0.6],
    ];
    const truth = [3, 1, 5, 1];
    const labelOf = headLabels(membership, truth);
    expect(labelOf).to.deep.equal([3, 5]);
    expect(clusterLabelError([0, 0, 1, 1], truth, labelOf)).to.equal(0.5);
  });

  it('a cluster that nothing was known about is wrong; odd input is refused', () => {
    const labelOf = majorityLabels([0, 2], [4, 4]);
    expect(labelOf).to.deep.equal([4, -1, 4]);
    expect(clusterLabelError([0, 1, 2, 7], [4, 4, 4, 4], labelOf)).to.equal(0.5);
    expect(() => majorityLabels([0], [1, 2])).to.throw('1 clusters and 2 labels');
    expect(() => assignedLabels([20], [0])).to.throw('use majorityLabels');
  });
});
