import { freeEnergy, responsibilities } from 'saddlepoint';

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const normalised = (weights: readonly number[]): number[] => weights.map((w) => w / sum(weights));

/** The same irregular numbers in (-1, 1) every time: a test draws nothing from the random numbers of a notebook. */
export const wave = (n: number, phase = 1): number[] =>
  Array.from({ length: n }, (_, i) => Math.sin(7.3 * i * i + phase));

/** A log joint log p(x, z = k) of K entries, and a q that is not its posterior. */
export const logJoint = (K: number, phase: number): number[] => wave(K, phase).map((v) => 3 * v - 4);
export const distribution = (K: number, phase: number): number[] => normalised(wave(K, phase).map((v) => Math.exp(v)));

/** The right answers, for one data point. */
export const posterior = (joint: number[]): number[] => responsibilities([joint])[0]!;
export const free = (q: number[], joint: number[]): number => freeEnergy([q], [joint]);
