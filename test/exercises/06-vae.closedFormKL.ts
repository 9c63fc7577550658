import { expect } from 'chai';
import { Gaussian } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, sum, wave } from './06-vae.shared';

type ClosedFormKL = { closedFormKL: (mean: number[], logVariance: number[]) => number };

const each = (mean: number[], logVariance: number[], term: (mu: number, l: number) => number): number =>
  sum(mean.map((mu, j) => term(mu, logVariance[j]!)));
const right = (mu: number, l: number): number => 0.5 * (mu * mu + Math.exp(l) - l - 1);

export const closedFormKL = exercise<ClosedFormKL>({
  id: '06.1',
  title: 'The KL term in closed form',
  points: 3,
  tests: [
    {
      name: 'it is zero when q is the prior',
      run: async (student) => {
        await expectClose(await student.closedFormKL([0, 0, 0], [0, 0, 0]), 0, EXACT);
      },
    },
    {
      name: 'a mean of 2 and unit variance cost 2 nats',
      run: async (student) => {
        await expectClose(await student.closedFormKL([2], [0]), 2, EXACT);
      },
    },
    {
      name: 'a variance of 1/4 costs (1/4 - 1 + ln 4) / 2 nats',
      run: async (student) => {
        await expectClose(await student.closedFormKL([0], [Math.log(0.25)]), (0.25 - 1 + Math.log(4)) / 2, EXACT);
      },
    },
    {
      name: 'it is never negative',
      run: async (student) => {
        for (const phase of [1, 2, 3, 4]) {
          expect(await student.closedFormKL(wave(4, phase), wave(4, phase + 9))).to.be.at.least(0);
        }
      },
    },
    {
      name: 'it is the KL divergence of two Gaussians, to 1e-12',
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (const phase of [1, 2, 3]) {
          const [mean, l] = [wave(3, phase), wave(3, 2 * phase)];
          const diagonal = (d: number[]) => d.map((v, i) => d.map((_, j) => (i === j ? v : 0)));
          const q = new Gaussian(mean, diagonal(l.map(Math.exp)));
          const expected = q.kl(new Gaussian([0, 0, 0], diagonal([1, 1, 1])));
          await expectClose(await student.closedFormKL(mean, l), expected, EXACT);
        }
      },
    },
  ],
  mistakes: [
    {
      name: 'the variance squared, as on the slide',
      hint: 'You squared the variance. The slide writes (Σ)_j², but its Σ_jj is σ_j² already: the terms are log σ² and σ², not their squares.',
      functions: { closedFormKL: (m, l) => each(m, l, (mu, v) => 0.5 * (mu * mu + Math.exp(2 * v) - 2 * v - 1)) },
    },
    {
      name: 'minus the KL',
      hint: 'That is −D_KL, the term as it stands in the bound (6.5). The divergence itself is never negative: turn the sign.',
      functions: { closedFormKL: (m, l) => -each(m, l, right) },
    },
    {
      name: 'the log variance taken for the variance',
      hint: 'The network gives log σ². The term σ² needs an exp: Math.exp(logVariance[j]).',
      functions: { closedFormKL: (m, l) => each(m, l, (mu, v) => 0.5 * (mu * mu + v - Math.log(Math.abs(v)) - 1)) },
    },
    {
      name: 'sigma in place of its square',
      hint: 'exp(logVariance / 2) is σ. The term is σ², which is exp(logVariance).',
      functions: { closedFormKL: (m, l) => each(m, l, (mu, v) => 0.5 * (mu * mu + Math.exp(v / 2) - v - 1)) },
    },
    {
      name: 'a mean over the dimensions',
      hint: 'A divergence of independent dimensions is the sum of theirs: do not divide by J. (Many programs do; the bound is then no bound.)',
      functions: { closedFormKL: (m, l) => each(m, l, right) / m.length },
    },
    {
      name: 'without the half',
      hint: 'Twice too much: the ½ before the sum is missing.',
      functions: { closedFormKL: (m, l) => 2 * each(m, l, right) },
    },
  ],
  probe: async (student) => [
    await student.closedFormKL([0.5, -1], [0.3, -0.7]),
    await student.closedFormKL([1, 2, 0.1], [0.2, 0.1, -2]),
  ],
});
