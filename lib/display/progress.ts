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
  /** seconds between two drawings at least, 2 unless said; 0: draws whenever `fit` reports */
  readonly every?: number;
  readonly title?: string;
}

/** A pause is this many times as long as the drawing before it: drawing takes no more than a fortieth of the time. */
const PAUSE = 40;

/**
 * A reporter for `fit`: a bar, the time left, the losses and a grid of samples, drawn in place; the end stays as one
 * figure. In a terminal one line, written again and again. It makes no tensor of its own.
 * @throws Error where `every` is negative
 */
export function liveProgress(options: LiveProgressOptions = {}): Report {
  const { every = 2, samples, title = 'Training' } = options;
  if (!(every >= 0)) throw new Error(`liveProgress: every is ${every}: expected seconds, 0 or more`);
  let draw: ((p: Progress, picture: () => Promise<Picture | undefined>) => void | Promise<void>) | undefined;
  let next = -Infinity;
  return async (p) => {
    const began = performance.now();
    if (!p.done && began < next) return;
    const first = !draw; // the first drawing, of code never run before, is slow and says nothing of the others
    draw ??= openSlot() ? notebookReport(title) : terminalReport(title);
    await draw(p, () => sampled(samples));
    const ended = performance.now();
    next = ended + Math.max(1000 * every, first || every === 0 ? 0 : PAUSE * (ended - began));
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
