/** The same irregular numbers in (-1, 1) every time: a test draws nothing from the random numbers of a notebook. */
export const wave = (n: number, phase = 1): number[] =>
  Array.from({ length: n }, (_, i) => Math.sin(7.3 * i * i + phase));
