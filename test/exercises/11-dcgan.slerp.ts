import { exercise, expectClose } from 'saddlepoint-course';
import { dot, wave } from './11-dcgan.shared';

type Slerp = { slerp: (a: number[], b: number[], t: number) => number[] };

const norm = (a: readonly number[]): number => Math.sqrt(dot(a, a));
const angle = (a: readonly number[], b: readonly number[]): number =>
  Math.acos(Math.min(1, Math.max(-1, dot(a, b) / (norm(a) * norm(b)))));
const mix = (a: readonly number[], b: readonly number[], u: number, v: number): number[] =>
  a.map((x, i) => u * x + v * b[i]!);
const arc = (a: number[], b: number[], t: number, omega: number): number[] =>
  mix(a, b, Math.sin((1 - t) * omega) / Math.sin(omega), Math.sin(t * omega) / Math.sin(omega));

/** Two vectors of one length, 20 dimensions, about a right angle apart. */
const from = wave(20, 2);
const to = wave(20, 3.5).map((v) => (v * norm(from)) / norm(wave(20, 3.5)));

export const slerp = exercise<Slerp>({
  id: '11.5',
  title: 'Spherical interpolation between two noise vectors',
  points: 3,
  tests: [
    {
      name: 'it begins at a and ends at b',
      run: async (student) => {
        await expectClose(await student.slerp([3, 4], [-1, 2], 0), [3, 4]);
        await expectClose(await student.slerp([3, 4], [-1, 2], 1), [-1, 2]);
      },
    },
    {
      name: 'a third of a quarter turn is 30 degrees',
      run: async (student) => {
        const expected = [2 * Math.cos(Math.PI / 6), 2 * Math.sin(Math.PI / 6)];
        await expectClose(await student.slerp([2, 0], [0, 2], 1 / 3), expected);
      },
    },
    {
      name: 'between vectors of one length, the length stays',
      run: async (student) => {
        for (const t of [0.1, 0.25, 0.5, 0.8]) {
          await expectClose(norm(await student.slerp(from, to, t)), norm(from));
        }
      },
    },
    {
      name: 'from a vector to itself: no division by zero',
      run: async (student) => {
        await expectClose(await student.slerp([1, 2, 2], [1, 2, 2], 0.5), [1, 2, 2]);
      },
    },
    {
      name: 'the angle to a grows in proportion to t',
      hidden: true,
      run: async (student) => {
        for (const t of [0.2, 0.5, 0.9]) {
          const got = angle(from, await student.slerp(from, to, t));
          await expectClose(got, t * angle(from, to));
        }
      },
    },
    {
      name: 'vectors of different lengths keep the weights',
      hidden: true,
      run: async (student) => {
        const weight = Math.SQRT1_2;
        await expectClose(await student.slerp([1, 0], [0, 3], 0.5), [weight, 3 * weight]);
      },
    },
  ],
  mistakes: [
    {
      name: 'a straight line',
      hint: 'That is linear interpolation: half-way it cuts through the ball, where the generator has hardly ever been. Use the two sines.',
      functions: { slerp: (a, b, t) => mix(a, b, 1 - t, t) },
    },
    {
      name: 'a straight line, stretched to length',
      hint: 'The length is right, the speed is not: the angle must grow in proportion to t. Use the weights sin((1 - t)Ω)/sin Ω and sin(tΩ)/sin Ω.',
      functions: {
        slerp: (a, b, t) => {
          const line = mix(a, b, 1 - t, t);
          const length = (1 - t) * norm(a) + t * norm(b);
          return line.map((v) => (v * length) / norm(line));
        },
      },
    },
    {
      name: 'the angle of vectors that are not unit vectors',
      hint: 'cos Ω = a·b / (|a| |b|): divide by both lengths before acos, or it gets a number above 1 and gives NaN.',
      functions: { slerp: (a, b, t) => arc(a, b, t, Math.acos(dot(a, b))) },
    },
    {
      name: 'degrees',
      hint: 'Math.acos gives radians and Math.sin takes radians: no factor 180/π.',
      functions: { slerp: (a, b, t) => arc(a, b, t, (angle(a, b) * 180) / Math.PI) },
    },
    {
      name: 'the weights swapped',
      hint: 't = 0 must give a: its weight is sin((1 - t)Ω)/sin Ω.',
      functions: { slerp: (a, b, t) => arc(a, b, 1 - t, angle(a, b)) },
    },
    {
      name: 'zero divided by zero',
      hint: 'For parallel vectors sin Ω = 0. Return the straight line when Ω is tiny: there the two agree.',
      functions: {
        slerp: (a, b, t) => arc(a, b, t, Math.acos(Math.min(1, dot(a, b) / (norm(a) * norm(b))))),
      },
    },
  ],
  probe: async (student) => [
    await student.slerp([0.6, 0.8, 0.1], [-0.3, 0.2, 0.5], 0.3),
    (await student.slerp([2, 0], [2, 0], 0.5)).every(Number.isFinite),
    (await student.slerp([3, 4], [-4, 3], 0.25)).every(Number.isFinite),
  ],
});
