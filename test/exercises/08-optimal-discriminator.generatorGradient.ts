import { danskinGradient, logSoftmax, optimalLogits, optimalValue } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { distribution, EXACT, inner, logD, sum, wave } from './08-optimal-discriminator.shared';

type GeneratorGradient = { generatorGradient: (p: number[], theta: number[]) => number[] };

const p = distribution(5, 1);
const theta = wave(5, 3).map((v) => 2 * v);
const softmax = (logits: number[]): number[] => logSoftmax(logits).map(Math.exp);

/** The derivative of Σ q_i cost_i by theta, costs held still. */
const throughSoftmax = (q: number[], cost: number[]): number[] => q.map((v, i) => v * (cost[i]! - inner(q, cost)));

const at = (
  answer: (p: number[], q: number[]) => number[],
): { generatorGradient: GeneratorGradient['generatorGradient'] } => ({
  generatorGradient: (data, logits) => answer(data, softmax(logits)),
});

export const generatorGradient = exercise<GeneratorGradient>({
  id: '08.4',
  title: "The generator's gradient, by Danskin's theorem",
  points: 4,
  tests: [
    {
      name: 'two outcomes, by hand',
      run: async (student) => {
        // q = (½, ½), p = (¾, ¼): log(1 − D*) is (log 2/5, log 2/3); the gradient is ± ¼ of their difference
        const step = Math.log(0.4 / (2 / 3)) / 4;
        await expectClose(await student.generatorGradient([0.75, 0.25], [0, 0]), [step, -step], EXACT);
      },
    },
    {
      name: 'zero where q = p: nothing is left to do',
      run: async (student) => {
        const got = await student.generatorGradient(p, p.map(Math.log));
        await expectClose(got, [0, 0, 0, 0, 0], { absolute: 1e-14 });
      },
    },
    {
      name: 'its entries sum to zero: adding a constant to all logits changes nothing',
      run: async (student) => {
        const got = await student.generatorGradient(p, theta);
        await expectClose(sum(got), 0, { absolute: 1e-14 });
        await expectClose(
          await student.generatorGradient(
            p,
            theta.map((v) => v + 5),
          ),
          got,
          { absolute: 1e-12 },
        );
      },
    },
    {
      name: 'a small step along −gradient lowers 2 JSD − log 4',
      run: async (student) => {
        const g = await student.generatorGradient(p, theta);
        const before = optimalValue(p, softmax(theta));
        const after = optimalValue(p, softmax(theta.map((v, i) => v - 0.01 * g[i]!)));
        await expectClose(before - after, 0.01 * inner(g, g), { absolute: 1e-6, relative: 0.05 });
      },
    },
    {
      name: 'it is the finite difference of max_D V, for each logit of each of three generators',
      hidden: true,
      weight: 2,
      run: async (student) => {
        const h = 1e-5;
        for (const phase of [1, 2, 4]) {
          const logits = wave(5, phase).map((v) => 3 * v);
          const moved = (i: number, by: number) =>
            optimalValue(p, softmax(logits.map((v, k) => (k === i ? v + by : v))));
          const expected = logits.map((_, i) => (moved(i, h) - moved(i, -h)) / (2 * h));
          await expectClose(await student.generatorGradient(p, logits), expected, { absolute: 1e-8 });
        }
      },
    },
    {
      name: 'a generator that all but misses a part of the data: finite, and small',
      hidden: true,
      run: async (student) => {
        const got = await student.generatorGradient([0.5, 0.5], [0, -40]);
        const q = softmax([0, -40]);
        await expectClose(got, throughSoftmax(q, danskinGradient([0.5, 0.5], q)), { absolute: 1e-15 });
      },
    },
  ],
  mistakes: [
    {
      name: 'by q, not by theta',
      hint: 'That is the derivative of V by q, log(1 − D*). G moves its logits: go on through the softmax, ∂q_i/∂θ_j = q_i (δ_ij − q_j).',
      functions: at((data, q) => danskinGradient(data, q)),
    },
    {
      name: 'only the diagonal of the Jacobian',
      hint: 'A softmax normalises: raising θ_j lowers all other q_i. Take the mean Σ_j q_j g_j off every g_i before you multiply by q_i.',
      functions: at((data, q) => danskinGradient(data, q).map((g, i) => g * q[i]!)),
    },
    {
      name: 'up, not down',
      hint: 'The sign is wrong: you return −gradient. G *subtracts* the gradient of what it minimises.',
      functions: at((data, q) => throughSoftmax(q, danskinGradient(data, q)).map((g) => -g)),
    },
    {
      name: 'the non-saturating loss',
      hint: 'That is the gradient of −E log D*(x), the other loss of section 8. It is no gradient of max_D V: use log(1 − D*).',
      functions: at((data, q) =>
        throughSoftmax(
          q,
          optimalLogits(data, q).map((s) => -logD(s)),
        ),
      ),
    },
    {
      name: 'log D*, with the sign of the value',
      hint: 'The data term p log D contains no q once D* is held still. What remains of V for G is Σ q log(1 − D*), not Σ q log D*.',
      functions: at((data, q) => throughSoftmax(q, optimalLogits(data, q).map(logD))),
    },
    {
      name: '1 − D* without its log',
      hint: 'V counts the logarithm: the cost of outcome i is log(1 − D*_i), not 1 − D*_i.',
      functions: at((data, q) =>
        throughSoftmax(
          q,
          q.map((v, i) => v / (v + data[i]!)),
        ),
      ),
    },
    {
      name: 'q weighted twice',
      hint: 'One factor q_i too many: ∂(Σ q_i g_i)/∂θ_j is q_j (g_j − Σ q_i g_i).',
      functions: at((data, q) => throughSoftmax(q, danskinGradient(data, q)).map((g, i) => g * q[i]!)),
    },
  ],
  probe: async (student) => [
    await student.generatorGradient(p, theta),
    await student.generatorGradient([0.75, 0.25], [0, 1]),
  ],
});
