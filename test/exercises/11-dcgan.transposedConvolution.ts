import { exercise, expectClose } from 'saddlepoint-course';
import { dot, rows, wave } from './11-dcgan.shared';

type TransposedConvolution = {
  transposedConvolution: (y: number[][], kernel: number[][], stride: number, pad: number) => number[][];
};

/** x -> A x: the kernel slides over the zero-padded x, `stride` pixels at a time, and is not flipped. */
function convolution(x: number[][], kernel: number[][], stride: number, pad: number): number[][] {
  const k = kernel.length;
  const size = (n: number): number => Math.floor((n + 2 * pad - k) / stride) + 1;
  const at = (i: number, j: number): number => x[i]?.[j] ?? 0;
  return Array.from({ length: size(x.length) }, (_, i) =>
    Array.from({ length: size(x[0]!.length) }, (_, j) =>
      dot(
        kernel.flat(),
        kernel.flatMap((row, a) => row.map((_, b) => at(stride * i + a - pad, stride * j + b - pad))),
      ),
    ),
  );
}

/** The scatter, with the three places where people slip. */
function scatter(
  y: number[][],
  kernel: number[][],
  slip: {
    size: (inputs: number) => number;
    place: (input: number, offset: number) => number;
    overwrite?: boolean;
  },
): number[][] {
  const x = Array.from({ length: slip.size(y.length) }, () => new Array<number>(slip.size(y[0]!.length)).fill(0));
  y.forEach((row, i) => {
    row.forEach((value, j) => {
      kernel.forEach((line, a) => {
        line.forEach((_, b) => {
          const [r, c] = [slip.place(i, a), slip.place(j, b)];
          const before = x[r]?.[c];
          if (before !== undefined) x[r]![c] = (slip.overwrite ? 0 : before) + value * kernel[a]![b]!;
        });
      });
    });
  });
  return x;
}

const outputSize = (i: number, k: number, stride: number, pad: number): number => stride * (i - 1) + k - 2 * pad;
const transposed: TransposedConvolution['transposedConvolution'] = (y, kernel, stride, pad) =>
  scatter(y, kernel, {
    size: (n) => outputSize(n, kernel.length, stride, pad),
    place: (i, a) => stride * i + a - pad,
  });

const kernel123 = rows([1, 2, 3, 4, 5, 6, 7, 8, 9], 3);
const ones = (n: number): number[][] => Array.from({ length: n }, () => new Array<number>(n).fill(1));
const cases: Parameters<TransposedConvolution['transposedConvolution']>[] = [
  [rows(wave(6), 3), rows(wave(16, 2), 4), 2, 1],
  [rows(wave(12), 4), rows(wave(9, 3), 3), 1, 1],
  [rows(wave(6), 2), rows(wave(25, 4), 5), 3, 2],
  [rows(wave(9), 3), rows(wave(4, 5), 2), 2, 0],
];

export const transposedConvolution = exercise<TransposedConvolution>({
  id: '11.2',
  title: 'A transposed convolution, by scattering',
  points: 4,
  tests: [
    {
      name: 'one pixel stamps its value times the kernel',
      run: async (student) => {
        const doubled = kernel123.map((row) => row.map((w) => 2 * w));
        await expectClose(await student.transposedConvolution([[2]], kernel123, 2, 0), doubled);
      },
    },
    {
      name: 'where stamps overlap, they add',
      run: async (student) => {
        const counts = [
          [1, 1, 2, 1, 1],
          [1, 1, 2, 1, 1],
          [2, 2, 4, 2, 2],
          [1, 1, 2, 1, 1],
          [1, 1, 2, 1, 1],
        ];
        await expectClose(await student.transposedConvolution(ones(2), ones(3), 2, 0), counts);
      },
    },
    {
      name: 'padding crops: size s(i - 1) + k - 2p',
      run: async (student) => {
        await expectClose(await student.transposedConvolution([[1]], kernel123, 2, 1), [[5]]);
        const x = await student.transposedConvolution(ones(7), ones(4), 2, 1);
        await expectClose([x.length, x[0]?.length], [14, 14]);
      },
    },
    {
      name: 'it is the adjoint of convolution: <A x, y> = <x, Aᵀ y>',
      run: async (student) => {
        for (const [y, kernel, stride, pad] of cases) {
          const aty = await student.transposedConvolution(y, kernel, stride, pad);
          const width = outputSize(y[0]!.length, kernel.length, stride, pad);
          const x = rows(wave(outputSize(y.length, kernel.length, stride, pad) * width, 6), width);
          await expectClose([aty.length, aty[0]?.length], [x.length, width]);
          const ax = convolution(x, kernel, stride, pad);
          await expectClose(dot(x.flat(), aty.flat()), dot(ax.flat(), y.flat()));
        }
      },
    },
    {
      name: 'kernels smaller than the stride leave gaps of zeros',
      hidden: true,
      run: async (student) => {
        const gaps = [
          [1, 0, 1],
          [0, 0, 0],
          [1, 0, 1],
        ];
        await expectClose(await student.transposedConvolution(ones(2), [[1]], 2, 0), gaps);
      },
    },
    {
      name: 'every number, on inputs that are not square',
      hidden: true,
      run: async (student) => {
        for (const [y, kernel, stride, pad] of cases) {
          const expected = transposed(y, kernel, stride, pad);
          await expectClose(await student.transposedConvolution(y, kernel, stride, pad), expected);
        }
      },
    },
  ],
  mistakes: [
    {
      name: 'a stamp overwrites the one before',
      hint: 'Where stamps overlap their values add: += and not =.',
      functions: {
        transposedConvolution: (y, kernel, stride, pad) =>
          scatter(y, kernel, {
            size: (n) => outputSize(n, kernel.length, stride, pad),
            place: (i, a) => stride * i + a - pad,
            overwrite: true,
          }),
      },
    },
    {
      name: 'the kernel is flipped',
      hint: 'The stamp is the kernel as it is: x[stride·i + a - pad][…] gets y[i][j]·kernel[a][b]. The transpose of the matrix A already turns gathering into scattering; a second flip is one too many.',
      functions: {
        transposedConvolution: (y, kernel, stride, pad) =>
          transposed(
            y,
            [...kernel].reverse().map((row) => [...row].reverse()),
            stride,
            pad,
          ),
      },
    },
    {
      name: 'the stride moves nothing',
      hint: 'Pixel i of y stamps at stride·i, not at i: neighbours in y are `stride` pixels apart in x.',
      functions: {
        transposedConvolution: (y, kernel, stride, pad) =>
          scatter(y, kernel, {
            size: (n) => outputSize(n, kernel.length, stride, pad),
            place: (i, a) => i + a - pad,
          }),
      },
    },
    {
      name: 'the padding is not cropped',
      hint: 'The convolution put `pad` zeros around x; its transpose takes them away again: crop `pad` pixels on every side.',
      functions: { transposedConvolution: (y, kernel, stride) => transposed(y, kernel, stride, 0) },
    },
    {
      name: 'the padding makes the output larger',
      hint: 'Padding makes the output of a convolution larger and that of its transpose smaller: s(i - 1) + k - 2p.',
      functions: {
        transposedConvolution: (y, kernel, stride, pad) =>
          scatter(y, kernel, {
            size: (n) => outputSize(n, kernel.length, stride, -pad),
            place: (i, a) => stride * i + a + pad,
          }),
      },
    },
    {
      name: 'an output of s·i pixels',
      hint: 's·i is the size only when k - 2p = s. In general the last stamp starts at s(i - 1) and is k pixels long, and 2p are cropped.',
      functions: {
        transposedConvolution: (y, kernel, stride, pad) =>
          scatter(y, kernel, { size: (n) => stride * n, place: (i, a) => stride * i + a - pad }),
      },
    },
  ],
  probe: async (student) => [
    await student.transposedConvolution(rows([1, 2, 3, 4, 5, 6], 3), kernel123, 2, 1),
    await student.transposedConvolution(rows([1, -2, 3, 5], 2), rows([1, 2, 3, 4], 2), 1, 0),
  ],
});
