import { softplus } from 'saddlepoint';
export { distribution, sum, wave } from './04-em.shared';

/** log D and log(1 − D) of a discriminator with logit s. */
export const logD = (s: number): number => -softplus(-s);
export const logNotD = (s: number): number => -softplus(s);

export const inner = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((total, v, i) => total + v * b[i]!, 0);

/** Plain formulas, as somebody writes them who does not think of floating point. */
export const naiveSigmoid = (s: number): number => 1 / (1 + Math.exp(-s));
export const overflowingSigmoid = (s: number): number => Math.exp(s) / (1 + Math.exp(s));

export const EXACT = { absolute: 1e-12, relative: 1e-12 };
