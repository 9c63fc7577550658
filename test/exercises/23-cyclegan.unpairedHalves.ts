import { expect } from 'chai';
import { exercise, expectClose } from 'saddlepoint-course';

interface Halves {
  x: number[];
  y: number[];
}
type UnpairedHalves = { unpairedHalves: (groups: number[]) => Halves };

const right = (groups: number[]): Halves => {
  const halves: Halves = { x: [], y: [] };
  const where = new Map<number, 'x' | 'y'>();
  groups.forEach((group, i) => {
    const half = where.get(group) ?? (halves.x.length <= halves.y.length ? 'x' : 'y');
    where.set(group, half);
    halves[half].push(i);
  });
  return halves;
};

const alone = [0, 1, 2, 3, 4, 5];
const norway = [0, 1, 1, 2, 1, 3, 4, 4];
const series = [5, 5, 5, 0, 1, 2, 0, 1];
const groupsOf = (groups: number[], half: number[]): Set<number | undefined> => new Set(half.map((i) => groups[i]));

/** All indices once, no group in both halves. */
async function expectHalves(groups: number[], halves: Halves): Promise<void> {
  await expectClose([...halves.x, ...halves.y].sort((a, b) => a - b), groups.map((_, i) => i)); // prettier-ignore
  const [inX, inY] = [groupsOf(groups, halves.x), groupsOf(groups, halves.y)];
  expect([...inX].filter((group) => inY.has(group))).to.deep.equal([]);
}

export const unpairedHalves = exercise<UnpairedHalves>({
  id: '23.5',
  title: 'Data that hold no pair',
  points: 3,
  tests: [
    {
      name: 'six things, each by itself: three in either half, none in both',
      run: async (student) => {
        const halves = await student.unpairedHalves(alone);
        await expectHalves(alone, halves);
        await expectClose([halves.x.length, halves.y.length], [3, 3]);
      },
    },
    {
      name: 'things of one group stay together',
      run: async (student) => {
        await expectHalves(norway, await student.unpairedHalves(norway));
      },
    },
    {
      name: 'in order, each new group goes to the smaller half, and to x when they are equal',
      run: async (student) => {
        await expectClose(await student.unpairedHalves(norway), right(norway));
      },
    },
    {
      name: 'a group that comes back later still goes where it went first',
      hidden: true,
      run: async (student) => {
        const halves = await student.unpairedHalves(series);
        await expectHalves(series, halves);
        await expectClose(halves, right(series));
      },
    },
    {
      name: 'one group has no halves: all of it is in x',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.unpairedHalves([3, 3, 3]), { x: [0, 1, 2], y: [] });
      },
    },
  ],
  mistakes: [
    {
      name: 'everything in both halves',
      hint: 'Shuffling does not take pairs away: if the same thing is in both collections, a pair of it exists in the data. The index sets must be disjoint.',
      functions: { unpairedHalves: (groups) => ({ x: groups.map((_, i) => i), y: groups.map((_, i) => i) }) },
    },
    {
      name: 'every other one, whatever its group',
      hint: 'Norway and Svalbard have the same flag: with one in each half, the pair is back. A group goes into one half whole.',
      functions: {
        unpairedHalves: (groups) => ({
          x: groups.flatMap((_, i) => (i % 2 === 0 ? [i] : [])),
          y: groups.flatMap((_, i) => (i % 2 === 1 ? [i] : [])),
        }),
      },
    },
    {
      name: 'the first half and the second half',
      hint: 'A group may lie across the middle. Send each group where its first member went.',
      functions: {
        unpairedHalves: (groups) => {
          const middle = Math.ceil(groups.length / 2);
          const indices = groups.map((_, i) => i);
          return { x: indices.slice(0, middle), y: indices.slice(middle) };
        },
      },
    },
    {
      name: 'one of each group only',
      hint: 'All things are used: those of a group go together into one half.',
      functions: {
        unpairedHalves: (groups) => {
          const first = (i: number) => groups.indexOf(groups[i]!) === i;
          const { x, y } = right(groups);
          return { x: x.filter(first), y: y.filter(first) };
        },
      },
    },
    {
      name: 'groups are returned, not indices',
      hint: 'The halves hold indices of things, places in `groups`, not the numbers of their groups.',
      functions: {
        unpairedHalves: (groups) => {
          const { x, y } = right(groups);
          return { x: x.map((i) => groups[i]!), y: y.map((i) => groups[i]!) };
        },
      },
    },
  ],
  probe: async (student) => [await student.unpairedHalves(norway), await student.unpairedHalves(series)],
});
