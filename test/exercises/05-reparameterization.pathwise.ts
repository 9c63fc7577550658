import { normal } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, mean, wave } from './05-reparameterization.shared';

interface Paths {
  z: number[];
  gradients: number[][];
}
type Pathwise = { pathwise: (phi1: number, phi2: number, a: number, v: number[]) => Paths };

const [phi1, phi2, a] = [0.6, 1.8, -0.5];
const noise = wave(9, 2).map((v) => 1.5 * v);

/** z = φ₁ + scale v, and the derivatives of (z − a)², with places to go wrong in. */
function paths(
  [p1, p2, target, v]: [number, number, number, number[]],
  wrong: {
    scale?: (p2: number) => number;
    byScale?: (v: number, z: number, p2: number) => number;
    slope?: (d: number) => number;
  } = {},
): Paths {
  const { scale = (p: number) => p, byScale = (e: number) => e, slope = (d: number) => 2 * d } = wrong;
  const z = v.map((e) => p1 + scale(p2) * e);
  return { z, gradients: z.map((x, i) => [slope(x - target), slope(x - target) * byScale(v[i]!, x, p2)]) };
}

export const pathwise = exercise<Pathwise>({
  id: '05.2',
  title: 'The reparameterisation trick for a Gaussian',
  points: 3,
  tests: [
    {
      name: 'one draw, by hand',
      run: async (student) => {
        // z = 1 + 2 · 3 = 7; f = (7 − 5)²; by φ₁: 2 · 2 · 1, by φ₂: 2 · 2 · 3
        await expectClose(await student.pathwise(1, 2, 5, [3]), { z: [7], gradients: [[4, 12]] });
      },
    },
    {
      name: 'no noise: z is φ₁, and φ₂ does nothing',
      run: async (student) => {
        await expectClose(await student.pathwise(2, 9, 1, [0]), { z: [2], gradients: [[2, 0]] });
      },
    },
    {
      name: 'the standard deviation of z is φ₂, at φ₂ = 4',
      run: async (student) => {
        const { z } = await student.pathwise(0, 4, 0, [-1, 1]);
        await expectClose(z, [-4, 4]);
      },
    },
    {
      name: 'the gradients are those of (z − a)² by finite differences',
      hidden: true,
      weight: 2,
      run: async (student) => {
        const f = (p1: number, p2: number): number[] => noise.map((v) => (p1 + p2 * v - a) ** 2);
        const h = 1e-5;
        const slope = (plus: number[], minus: number[]): number[] => plus.map((v, i) => (v - minus[i]!) / (2 * h));
        const [by1, by2] = [slope(f(phi1 + h, phi2), f(phi1 - h, phi2)), slope(f(phi1, phi2 + h), f(phi1, phi2 - h))];
        const { gradients } = await student.pathwise(phi1, phi2, a, noise);
        await expectClose(gradients, by1.map((v, i) => [v, by2[i]!]), { absolute: 1e-6 }); // prettier-ignore
      },
    },
    {
      name: 'unbiased: the mean over 4,000 quantiles of the noise is (2 (φ₁ − a), 2 φ₂)',
      hidden: true,
      run: async (student) => {
        const v = Array.from({ length: 4000 }, (_, i) => normal(0, 1).icdf((i + 0.5) / 4000));
        const { gradients } = await student.pathwise(phi1, phi2, a, v);
        const got = [0, 1].map((j) => mean(gradients.map((row) => row[j]!)));
        await expectClose(got, [2 * (phi1 - a), 2 * phi2], { absolute: 0.01 });
      },
    },
    {
      name: 'every draw, to 1e-10',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.pathwise(phi1, phi2, a, noise), paths([phi1, phi2, a, noise]), EXACT);
      },
    },
  ],
  mistakes: [
    {
      name: "the lecture's variance",
      hint: 'That makes φ₂ the variance, as the slide says (σ² = φ₂). The map of the slide is φ₁ + φ₂ V, and φ₂ V has the variance φ₂².',
      functions: {
        pathwise: (...args) => paths(args, { scale: Math.sqrt, byScale: (v, _, p2) => v / (2 * Math.sqrt(p2)) }),
      },
    },
    {
      name: 'φ₂ squared',
      hint: 'The noise is multiplied by the standard deviation φ₂, not by the variance φ₂².',
      functions: {
        pathwise: (...args) => paths(args, { scale: (p) => p * p, byScale: (v, _, p2) => 2 * p2 * v }),
      },
    },
    {
      name: 'the noise forgotten in the chain rule',
      hint: '∂z/∂φ₂ is the noise v of this draw: φ₂ moves a draw far out more than one near the middle.',
      functions: { pathwise: (...args) => paths(args, { byScale: () => 1 }) },
    },
    {
      name: 'z in place of v',
      hint: '∂z/∂φ₂ is v, the noise before the map, not z.',
      functions: { pathwise: (...args) => paths(args, { byScale: (_, z) => z }) },
    },
    {
      name: 'f in place of its derivative',
      hint: 'You multiplied by f(z). The pathwise estimator needs f′(z) = 2 (z − a); it is the other one that needs only f.',
      functions: { pathwise: (...args) => paths(args, { slope: (d) => d * d }) },
    },
    {
      name: 'by the logarithm of φ₂',
      hint: 'φ₂ v is the derivative of z by log φ₂. By φ₂ itself it is v.',
      functions: { pathwise: (...args) => paths(args, { byScale: (v, _, p2) => p2 * v }) },
    },
  ],
  probe: (student) => student.pathwise(phi1, phi2, a, noise),
});
