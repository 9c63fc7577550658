import type { tf } from '../backend/tf';
import { curves } from './curves';
import { type Picture, imageGrid } from './picture';
import { type DisplayArea, displayArea } from './show';

/** What `fit` tells its reporter. */
export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly secondsElapsed: number;
  readonly secondsLeft: number;
  readonly history: Readonly<Record<string, readonly number[]>>;
  readonly done: boolean;
}

export interface LiveProgressOptions {
  /** images that show how far the model is, [n, H, W, 1 or 3] in [-1, 1] (disposed of after drawing), or a picture */
  readonly samples?: () => tf.Tensor4D | Promise<Picture>;
  /** least seconds between two drawings; 2 unless said */
  readonly every?: number;
  readonly title?: string;
}

/** A reporter for `fit`: a bar, the time left, the losses and a grid of samples, drawn in place. */
export function liveProgress(options: LiveProgressOptions = {}): (p: Progress) => Promise<void> {
  const every = options.every ?? 2;
  let area: DisplayArea | undefined;
  let last = -Infinity;
  return async (p) => {
    if (!p.done && p.secondsElapsed - last < every) return;
    last = p.secondsElapsed;
    area ??= displayArea();
    const drawn = options.samples?.();
    if (drawn instanceof Promise) await drawn;
    else if (drawn) {
      await imageGrid(drawn);
      drawn.dispose();
    }
    area.show(curves(p.history, { title: options.title ?? `${Math.round((100 * p.step) / p.steps)} %` }));
  };
}
