import { expect } from 'chai';
import { maximin, minimax, saddlePoints } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';

interface Found {
  minimax: number;
  maximin: number;
  saddles: [row: number, column: number][];
}
type OrderOfMoves = { orderOfMoves: (V: number[][]) => Found };

const column = (V: number[][], j: number) => V.map((row) => row[j]!);
const cells = (V: number[][], is: (v: number, row: number[], column: number[]) => boolean) =>
  V.flatMap((row, i) => row.flatMap((v, j) => (is(v, row, column(V, j)) ? [[i, j] as [number, number]] : [])));
const max = (values: number[]) => Math.max(...values);
const min = (values: number[]) => Math.min(...values);
const right = (V: number[][]): Found => ({ minimax: minimax(V), maximin: maximin(V), saddles: saddlePoints(V) });

const PENNIES = [[1, -1], [-1, 1]]; // prettier-ignore
const SADDLE = [[3, 1, 4], [2, 2, 2], [5, 0, 9]]; // prettier-ignore
const matrix = (rows: number, columns: number, phase: number) =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => Math.round(4 * Math.sin(phase + 7 * i * i + 3 * j * j + i * j))),
  );

export const orderOfMoves = exercise<OrderOfMoves>({
  id: '09.3',
  title: 'Who moves first: minimax, maximin, saddle points',
  points: 3,
  tests: [
    {
      name: 'matching pennies: minimax 1, maximin −1, no saddle point',
      run: async (student) => {
        await expectClose(await student.orderOfMoves(PENNIES), { minimax: 1, maximin: -1, saddles: [] });
      },
    },
    {
      name: 'a matrix with two saddle points of the value 2',
      run: async (student) => {
        const found = await student.orderOfMoves(SADDLE);
        expect([found.minimax, found.maximin]).to.deep.equal([2, 2]);
        expect([...found.saddles].sort()).to.deep.equal([[1, 0], [1, 2]]); // prettier-ignore
      },
    },
    {
      name: 'more columns than rows: (x − y)² on x = −1, 1 and y = −1, 0, 1',
      run: async (student) => {
        const V = [[0, 1, 4], [4, 1, 0]]; // prettier-ignore
        await expectClose(await student.orderOfMoves(V), { minimax: 4, maximin: 1, saddles: [] });
      },
    },
    {
      name: 'ten other matrices, in any order of the saddle points',
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (let phase = 0; phase < 10; phase++) {
          const V = matrix(2 + (phase % 3), 2 + (phase % 4), phase);
          const found = await student.orderOfMoves(V);
          expect({ ...found, saddles: [...found.saddles].sort() }).to.deep.equal(right(V));
        }
      },
    },
    {
      name: 'minimax is never below maximin',
      hidden: true,
      run: async (student) => {
        for (let phase = 0; phase < 5; phase++) {
          const found = await student.orderOfMoves(matrix(3, 4, phase));
          expect(found.minimax).to.be.at.least(found.maximin);
        }
      },
    },
  ],
  mistakes: [
    {
      name: 'minimax and maximin exchanged',
      hint: 'In min over rows, max over columns the row is chosen first, in the knowledge that the best column will answer: the outer operation is the one that is written first.',
      functions: {
        orderOfMoves: (V) => ({ minimax: maximin(V), maximin: minimax(V), saddles: saddlePoints(V) }),
      },
    },
    {
      name: "von Neumann's theorem for granted",
      hint: 'You return the same number for both. They are equal in mixed strategies, or for a convex-concave V on compact convex sets; for plain rows and columns they need not be.',
      functions: {
        orderOfMoves: (V) => ({ minimax: minimax(V), maximin: minimax(V), saddles: saddlePoints(V) }),
      },
    },
    {
      name: 'a saddle the other way round',
      hint: 'You look for the least of its row and the greatest of its column. The rows minimise: at a saddle no other row gives less (least of its column), and no other column gives more (greatest of its row).',
      functions: {
        orderOfMoves: (V) => ({
          ...right(V),
          saddles: cells(V, (v, row, col) => v === min(row) && v === max(col)),
        }),
      },
    },
    {
      name: 'every cell of that value',
      hint: 'A cell whose pay-off is the minimax value need not be a saddle point: compare it with its own row and its own column.',
      functions: { orderOfMoves: (V) => ({ ...right(V), saddles: cells(V, (v) => v === minimax(V)) }) },
    },
    {
      name: 'strict saddles only',
      hint: 'Ties count: V(G, D̄) ≤ V(G, D) ≤ V(Ḡ, D), with ≤ and not <. You have lost saddle points that share their value with a neighbour.',
      functions: {
        orderOfMoves: (V) => ({
          ...right(V),
          saddles: cells(
            V,
            (v, row, col) =>
              v === max(row) && v === min(col) && [row, col].every((line) => line.filter((w) => w === v).length === 1),
          ),
        }),
      },
    },
    {
      name: 'the extremes of the whole matrix',
      hint: 'You took the least and the greatest pay-off of all. Each player answers the other: an inner max over the columns of one row, then the min over the rows.',
      functions: {
        orderOfMoves: (V) => ({ minimax: min(V.flat()), maximin: max(V.flat()), saddles: saddlePoints(V) }),
      },
    },
  ],
  probe: async (student) => [
    await student.orderOfMoves(PENNIES),
    await student.orderOfMoves(SADDLE),
    await student.orderOfMoves([[2, 3], [1, 2]]), // prettier-ignore
  ],
});
