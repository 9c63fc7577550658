/** softplus(s) = log(1 + e^s), finite for every finite s. −softplus(−s) is log σ(s), −softplus(s) is log(1 − σ(s)). */
export const softplus = (s: number): number => Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));

/** σ(s) = 1 / (1 + e^−s), from 0 to 1, with full relative accuracy also far below 0. */
export function sigmoid(s: number): number {
  const small = Math.exp(-Math.abs(s));
  return (s < 0 ? small : 1) / (1 + small);
}
