import { exercise, expectClose } from 'saddlepoint-course';
import { expect } from 'chai';

type HeadLabels = (membership: number[][], labels: number[]) => number[];

/** Five points in two clusters: the surest of cluster 1 has the label 4, most of the others have 9. */
const membership = [[0.7, 0.3], [0.95, 0.05], [0.1, 0.9], [0.4, 0.6], [0.35, 0.65]]; // prettier-ignore
const labels = [3, 7, 4, 9, 9];
const three = [[0.5, 0.3, 0.2], [0.2, 0.5, 0.3], [0.45, 0.1, 0.45], [0.1, 0.55, 0.35]]; // prettier-ignore
const ofThree = [8, 1, 6, 2];

const argMax = (values: readonly number[]): number => values.indexOf(Math.max(...values));
const column = (rows: number[][], k: number): number[] => rows.map((row) => row[k]!);
const clusters = (rows: number[][]): number[] => rows[0]!.map((_, k) => k);
function majority(rows: number[][], of: number[]): number[] {
  return clusters(rows).map((k) => {
    const members = of.filter((_, n) => argMax(rows[n]!) === k);
    return members.length === 0
      ? -1
      : members.reduce((a, b) => (count(members, b) > count(members, a) ? b : a), members[0]!);
  });
}
const count = (values: number[], value: number): number => values.filter((v) => v === value).length;

export const headLabels = exercise<{ headLabels: HeadLabels }>({
  id: '16.4',
  title: 'What a cluster stands for, by the rule of the paper',
  points: 3,
  tests: [
    {
      name: 'each cluster takes the label of its surest point',
      run: async (student) => {
        await expectClose(await student.headLabels(membership, labels), [7, 4]);
      },
    },
    {
      name: 'a label for every cluster, also for one that no point is in',
      run: async (student) => {
        await expectClose(await student.headLabels(three, ofThree), [8, 2, 6]);
      },
    },
    {
      name: 'renaming the clusters renames the answer, and nothing else',
      hidden: true,
      run: async (student) => {
        const swapped = membership.map(([a, b]) => [b!, a!]);
        await expectClose(await student.headLabels(swapped, labels), [4, 7]);
      },
    },
    {
      name: 'the order of the points changes nothing',
      hidden: true,
      run: async (student) => {
        const got = await student.headLabels([...three].reverse(), [...ofThree].reverse());
        expect(got).to.deep.equal([8, 2, 6]);
      },
    },
  ],
  mistakes: [
    {
      name: 'the majority',
      hint: 'This is the commonest label among a cluster’s points: another rule, with another error. The paper asks the one point with the largest q(y = k | x).',
      functions: { headLabels: majority },
    },
    {
      name: 'the number of the point',
      hint: 'You give the index of the surest point. Look up its label: labels[n].',
      functions: { headLabels: (rows) => clusters(rows).map((k) => argMax(column(rows, k))) },
    },
    {
      name: 'the least sure point',
      hint: 'Take the point with the largest membership of its column, not the smallest.',
      functions: {
        headLabels: (rows, of) => clusters(rows).map((k) => of[argMax(column(rows, k).map((v) => -v))]!),
      },
    },
    {
      name: 'a cluster for each point',
      hint: 'You take the largest entry of each row: the cluster of a point. Go down the columns: the point of a cluster.',
      functions: { headLabels: (rows, of) => clusters(rows).map((k) => of[argMax(rows[k]!)]!) },
    },
  ],
  probe: async (student) => [await student.headLabels(membership, labels), await student.headLabels(three, ofThree)],
});
