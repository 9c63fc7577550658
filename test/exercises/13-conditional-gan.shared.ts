import { tf } from 'saddlepoint';

/** The same irregular numbers in (-1, 1) every time: a test draws nothing from the random numbers of a notebook. */
export const wave = (n: number, phase = 1): number[] =>
  Array.from({ length: n }, (_, i) => Math.sin(7.3 * i * i + phase));

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** A table of positive numbers that sum to 1. */
export function joint(rows: number, columns: number, phase: number): number[][] {
  const table = Array.from({ length: rows }, (_, y) => wave(columns, phase + y).map((v) => v + 1.2));
  const total = sum(table.flat());
  return table.map((row) => row.map((v) => v / total));
}

/** One-hot rows [B, K]. */
export const oneHot = (labels: readonly number[], K: number): tf.Tensor2D =>
  tf.tensor2d(labels.map((label) => Array.from({ length: K }, (_, k) => (k === label ? 1 : 0))));
