/** The same irregular numbers in (-1, 1) every time: a test draws nothing from the random numbers of a notebook. */
export const wave = (n: number, phase = 1): number[] =>
  Array.from({ length: n }, (_, i) => Math.sin(7.3 * i * i + phase));

export const rows = (values: readonly number[], width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const squaredDistance = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((v, i) => (v - b[i]!) ** 2));

export const EXACT = { absolute: 1e-9, relative: 1e-9 };
