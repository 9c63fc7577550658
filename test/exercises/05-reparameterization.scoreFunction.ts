import { normal } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, mean, wave } from './05-reparameterization.shared';

type ScoreFunction = { scoreFunction: (mu: number, sigma: number, z: number[], f: number[]) => number[][] };

const [mu, sigma] = [0.4, 1.7];
const z = wave(12, 3).map((v) => mu + 2 * v);
const f = wave(12, 5).map((v) => 3 + v);

/** One row a draw: f times two derivatives, each of the standardised draw. */
const rows = (
  [m, s, draws, values]: [number, number, number[], number[]],
  byMean: (v: number, s: number, draw: number) => number,
  bySigma: (v: number, s: number, draw: number) => number,
): number[][] =>
  draws.map((draw, i) => {
    const v = (draw - m) / s;
    return [values[i]! * byMean(v, s, draw), values[i]! * bySigma(v, s, draw)];
  });
const right = (...args: [number, number, number[], number[]]): number[][] =>
  rows(
    args,
    (v, s) => v / s,
    (v, s) => (v * v - 1) / s,
  );
const columnMeans = (table: number[][]): number[] => [0, 1].map((j) => mean(table.map((row) => row[j]!)));

export const scoreFunction = exercise<ScoreFunction>({
  id: '05.1',
  title: 'The score-function estimator',
  points: 3,
  tests: [
    {
      name: 'one draw, by hand',
      run: async (student) => {
        // v = (4 − 1) / 2 = 1.5; by μ: 10 · 1.5 / 2, by σ: 10 · (2.25 − 1) / 2
        await expectClose(await student.scoreFunction(1, 2, [4], [10]), [[7.5, 6.25]]);
      },
    },
    {
      name: 'f is only multiplied: twice the f, twice the estimates; f = 0, no gradient',
      run: async (student) => {
        const twice = await student.scoreFunction(mu, sigma, z, f.map((v) => 2 * v)); // prettier-ignore
        const once = await student.scoreFunction(mu, sigma, z, f);
        await expectClose(twice, once.map((row) => row.map((v) => 2 * v))); // prettier-ignore
        await expectClose(await student.scoreFunction(0, 1, [2], [0]), [[0, 0]]);
      },
    },
    {
      name: 'one row for each draw, and each knows of its own draw only',
      run: async (student) => {
        const all = await student.scoreFunction(mu, sigma, z, f);
        const alone = await student.scoreFunction(mu, sigma, [z[3]!], [f[3]!]);
        await expectClose(alone, [all[3]]);
      },
    },
    {
      name: 'unbiased: the mean over 4,000 quantiles of q is the gradient of E[z²] = μ² + σ²',
      hidden: true,
      run: async (student) => {
        const draws = Array.from({ length: 4000 }, (_, i) => normal(mu, sigma).icdf((i + 0.5) / 4000));
        const table = await student.scoreFunction(mu, sigma, draws, draws.map((v) => v * v)); // prettier-ignore
        await expectClose(columnMeans(table), [2 * mu, 2 * sigma], { absolute: 0.03 });
      },
    },
    {
      name: "every estimate is f times the score of the library's normal, to 1e-10",
      hidden: true,
      weight: 2,
      run: async (student) => {
        const expected = z.map((v, i) => normal(mu, sigma).score(v).map((s) => f[i]! * s)); // prettier-ignore
        await expectClose(await student.scoreFunction(mu, sigma, z, f), expected, EXACT);
      },
    },
  ],
  mistakes: [
    {
      name: "the lecture's inner expectation",
      hint: 'The slide puts an expectation inside of the sum over samples. Then every term is the same number, the answer itself, and nothing is estimated. Each row belongs to its own draw z_i alone.',
      functions: {
        scoreFunction: (...args) => {
          const average = columnMeans(right(...args));
          return args[2].map(() => average);
        },
      },
    },
    {
      name: 'σ for σ²',
      hint: '∂/∂μ log q is (z − μ) / σ²: the variance, not the standard deviation.',
      functions: {
        scoreFunction: (...args) =>
          rows(
            args,
            (v) => v,
            (v, s) => (v * v - 1) / s,
          ),
      },
    },
    {
      name: 'the gradient of q in place of log q',
      hint: 'That is ∇q, not ∇ log q: since the draws come from q already, q must not appear a second time.',
      functions: {
        scoreFunction: (...args) =>
          right(...args).map((row, i) => row.map((v) => v * Math.exp(normal(args[0], args[1]).logProb(args[2][i]!)))),
      },
    },
    {
      name: 'the normaliser forgotten',
      hint: 'log q holds −log σ, and its derivative is −1/σ. Without it the score does not have the mean zero.',
      functions: {
        scoreFunction: (...args) =>
          rows(
            args,
            (v, s) => v / s,
            (v, s) => (v * v) / s,
          ),
      },
    },
    {
      name: 'the sign',
      hint: 'A draw above μ says that a larger μ makes it more probable: the score is (z − μ) / σ², not (μ − z) / σ².',
      functions: { scoreFunction: (...args) => right(...args).map((row) => row.map((v) => -v)) },
    },
    {
      name: 'by the variance in place of σ',
      hint: 'The second entry is the derivative by σ. You gave the one by σ²; it is 1 / (2σ) of it.',
      functions: {
        scoreFunction: (...args) =>
          rows(
            args,
            (v, s) => v / s,
            (v, s) => (v * v - 1) / (2 * s * s),
          ),
      },
    },
  ],
  probe: (student) => student.scoreFunction(mu, sigma, z.slice(0, 4), f.slice(0, 4)),
});
