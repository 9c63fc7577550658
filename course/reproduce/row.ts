import type { Figure, Picture, Report, tf } from 'saddlepoint';

/** What a run measured, by name: "MNIST score", "classes", "minutes of training". */
export type Measures = Readonly<Record<string, number>>;

/** A bound that one of the measures must keep. */
export type Bar = { readonly measure: string } & ({ readonly atLeast: number } | { readonly atMost: number });

/** A result that the project claims, and the program that finds it: `export const row: Row` in ROW.ts. */
export interface Row {
  /** as in the course's table of systems, and the name of its file: "I-01" */
  readonly row: string;
  readonly title: string;
  /** the row passes when all of these hold */
  readonly bars: readonly Bar[];
  /** what would be better still */
  readonly stretch?: readonly Bar[];
  /** what the paper reports, in words */
  readonly paper?: string;
  /** Trains and measures. All that it draws must come from the seeded generator. */
  run(context: Context): Promise<Measures>;
}

/** What a row is given. */
export interface Context {
  /** the generator is seeded with it already */
  readonly seed: number;
  /** True for a trial run: use sizes that take seconds. Nothing is stored then in data/. */
  readonly quick: boolean;
  /** a file for fit's checkpoint, of this row and seed: `checkpoint('dcgan')` */
  checkpoint(name: string): string;
  /** A reporter for fit that draws the bar: `report('epochs', 1000)` is for a training of 1,000 steps in all, ... */
  report(label: string, steps?: number): Report;
  /** the bar for what is no fit: `progress('EM', 3, 40)` after the third of 40 iterations */
  progress(label: string, done: number, of: number): void;
  /**
   * What `f` gave is remembered beside the checkpoints: a resumed run takes it from there and does not call f again.
   * The result must be JSON.
   */
  once<T>(name: string, f: () => Promise<T>): Promise<T>;
  /** Prints a line above the bar. */
  say(line: string): void;
  /** Stores a picture, or a figure as SVG, beside the result: data/results/ROW-name.png. Keep it under 200 kB. */
  picture(name: string, picture: Picture | Figure): Promise<void>;
  /** Stores columns of numbers beside the result, such as losses: data/results/ROW-name.csv. At most 1,000 rows are kept. */
  table(name: string, columns: Readonly<Record<string, readonly number[]>>): Promise<void>;
  /** Stores a network's weights in this file of the repository, and their checksum in data/manifest.json. */
  weights(path: string, net: tf.LayersModel): Promise<void>;
}

/** Thrown by a row whose training was stopped by Ctrl+C: the next run of the same command goes on. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
