import type { tf } from '../backend/tf';
import type { Progress, Report } from '../training';
import { imageGrid } from './image-grid';
import type { Picture } from './picture';
import { notebookReport } from './progress-notebook';
import { terminalReport } from './progress-terminal';
import { openSlot } from './notebook';

export interface LiveProgressOptions {
  /**
   * What shows how far the model is: images [n, H, W, 1 or 3] in [-1, 1], disposed of when drawn, or a picture. With
   * the same noise each time one sees the same samples improve.
   */
  readonly samples?: () => tf.Tensor4D | Promise<Picture>;
  /** seconds between two drawings at least; 2 unless said */
  readonly every?: number;
  readonly title?: string;
}

/**
 * A reporter for `fit`: a bar, the time left, the losses and a grid of samples, drawn in place; the end stays as one
 * figure. In a terminal one line, written again and again. It makes no tensor of its own.
 * @throws Error where `every` is negative
 */
export function liveProgress(options: LiveProgressOptions = {}): Report {
  const { every = 2, samples, title = 'Training' } = options;
  if (!(every >= 0)) throw new Error(`liveProgress: every is ${every}: expected seconds, 0 or more`);
  let draw: ((p: Progress, picture: () => Promise<Picture | undefined>) => void | Promise<void>) | undefined;
  let last = -Infinity;
  return async (p) => {
    if (!p.done && performance.now() - last < 1000 * every) return;
    draw ??= openSlot() ? notebookReport(title) : terminalReport(title);
    await draw(p, () => sampled(samples));
    last = performance.now();
  };
}

async function sampled(samples: LiveProgressOptions['samples']): Promise<Picture | undefined> {
  const drawn = samples?.();
  if (drawn === undefined || 'then' in drawn) return drawn;
  try {
    return await imageGrid(drawn, { scale: drawn.shape[2] <= 32 ? 2 : 1 });
  } finally {
    drawn.dispose();
  }
}
