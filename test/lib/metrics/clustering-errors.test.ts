import { expect } from 'chai';
import { clusterLabelError, clusteringErrors, headLabels, seed, type Clustering } from 'saddlepoint';
import { golden } from './golden';

/** Rows that say how surely: cluster n at point n, the rest at random. */
function membershipOf(clusters: readonly number[], K: number): number[][] {
  return clusters.map((cluster) => {
    const row = Array.from({ length: K }, (_, k) => (k === cluster ? 2 + Math.random() : Math.random()));
    const sum = row.reduce((a, b) => a + b);
    return row.map((value) => value / sum);
  });
}
const labels = [0, 1, 2, 0, 1, 2, 0, 0];
const renamed = ({ membership, labels }: Clustering, names: readonly number[]): Clustering => ({
  labels,
  membership: membership.map((row) => names.map((name) => row[name]!)),
});

describe('clustering errors by three rules (H-10)', () => {
  beforeEach(() => {
    seed(1);
  });

  it('perfect clusters give 0 by each', () => {
    const perfect = { membership: membershipOf(labels, 3), labels };
    expect(clusteringErrors(perfect, perfect)).to.deep.equal({ majority: 0, head: 0, assigned: 0 });
  });

  it('renaming clusters changes none of them', () => {
    const { clusters, labels } = golden.assignment;
    const points = { membership: membershipOf(clusters, 10), labels };
    const half = (from: number): Clustering => ({
      membership: points.membership.slice(from, from + 200),
      labels: labels.slice(from, from + 200),
    });
    const [known, asked] = [half(0), half(200)];
    const names = [3, 1, 4, 0, 5, 9, 2, 6, 8, 7];
    const errors = clusteringErrors(known, asked);
    expect(clusteringErrors(renamed(known, names), renamed(asked, names))).to.deep.equal(errors);
    expect(errors.assigned).to.be.at.least(0.3); // the clusters follow half of the labels
  });

  it('agree with SciPy where known and asked are the same; the head rule is headLabels', () => {
    const { clusters, labels, assignedError, majorityError } = golden.assignment;
    const points = { membership: membershipOf(clusters, 10), labels };
    const { majority, assigned, head } = clusteringErrors(points, points);
    expect(majority).to.be.closeTo(majorityError, 1e-12);
    expect(assigned).to.be.closeTo(assignedError, 1e-12);
    expect(head).to.equal(clusterLabelError(clusters, labels, headLabels(points.membership, labels)));
    expect(majority).to.be.at.most(head);
  });

  it('more clusters than labels have no assignment; without points there is no error', () => {
    const points = { membership: membershipOf([0, 1, 2, 3], 4), labels: [0, 0, 1, 1] };
    expect(clusteringErrors(points, points)).to.deep.equal({ majority: 0, head: 0 });
    expect(() => clusteringErrors(points, { membership: [], labels: [] })).to.throw('0 clusters and 0 labels');
  });
});
