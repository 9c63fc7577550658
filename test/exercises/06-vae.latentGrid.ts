import { expect } from 'chai';
import { standardNormalQuantile } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';

type LatentGrid = { latentGrid: (n: number) => number[][] };

const centres = (n: number): number[] => Array.from({ length: n }, (_, i) => (i + 0.5) / n);
/** Rows from the top, so that z_2 falls from row to row, and z_1 rises within one. */
const lattice = (z: number[]): number[][] => [...z].reverse().flatMap((z2) => z.map((z1) => [z1, z2]));

export const latentGrid = exercise<LatentGrid>({
  id: '06.4',
  title: 'A grid in the latent plane, by the inverse normal CDF',
  points: 3,
  tests: [
    {
      name: 'n = 1: the one point is the middle of the prior',
      run: async (student) => {
        await expectClose(await student.latentGrid(1), [[0, 0]]);
      },
    },
    {
      name: 'n = 2: the quartiles, ±0.6745, the first row above',
      run: async (student) => {
        const q = 0.6744897501960817;
        await expectClose(await student.latentGrid(2), lattice([-q, q]), { absolute: 1e-9 });
      },
    },
    {
      name: 'n² finite points',
      run: async (student) => {
        const grid = await student.latentGrid(7);
        expect(grid).to.have.length(49);
        expect(grid.flat().every(Number.isFinite)).to.equal(true);
      },
    },
    {
      name: 'n = 20: the corners are Φ⁻¹ of 1/40 and of 39/40, to 1e-6, and every point is in its place',
      hidden: true,
      weight: 2,
      run: async (student) => {
        const grid = await student.latentGrid(20);
        const z = centres(20).map(standardNormalQuantile);
        await expectClose(grid[0], [-1.959963984540054, 1.959963984540054], { absolute: 1e-6 });
        await expectClose(grid, lattice(z), { absolute: 1e-6 });
      },
    },
  ],
  mistakes: [
    {
      name: 'a grid of equal steps in z',
      hint: 'Equal steps in z show the rare codes as often as the common ones. Take equal steps in u, and z = Φ⁻¹(u): then every picture stands for the same share of the prior.',
      functions: {
        latentGrid: (n) => lattice(Array.from({ length: n }, (_, i) => (n === 1 ? 0 : -2 + (4 * i) / (n - 1)))),
      },
    },
    {
      name: 'u from 0 to 1, ends included',
      hint: 'Φ⁻¹(0) is −∞. Take the middles of n equal pieces: u = (i + ½) / n.',
      functions: {
        latentGrid: (n) =>
          lattice(Array.from({ length: n }, (_, i) => standardNormalQuantile(n === 1 ? 0.5 : i / (n - 1)))),
      },
    },
    {
      name: 'the unit square itself',
      hint: 'These are the u, from 0 to 1. Send each through standardNormalQuantile, or you see only one corner of the plane.',
      functions: { latentGrid: (n) => lattice(centres(n)) },
    },
    {
      name: 'upside down',
      hint: 'Your z₂ rises from row to row; pictures are drawn from the top, where z₂ is to be largest, as on a map.',
      functions: {
        latentGrid: (n) => {
          const z = centres(n).map(standardNormalQuantile);
          return z.flatMap((z2) => z.map((z1) => [z1, z2]));
        },
      },
    },
    {
      name: 'columns for rows',
      hint: 'Within a row of pictures z₁ changes and z₂ stays: z₂ belongs to the outer loop.',
      functions: {
        latentGrid: (n) => {
          const z = centres(n).map(standardNormalQuantile);
          return z.flatMap((z1) => [...z].reverse().map((z2) => [z1, z2]));
        },
      },
    },
  ],
  probe: async (student) => [await student.latentGrid(3), await student.latentGrid(4)],
});
