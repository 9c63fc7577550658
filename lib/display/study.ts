// Two-alternative forced choice, after Fechner 1860: of two images, one real, say which is real. So pix2pix and CycleGAN
// were judged by people (Isola et al. 2017, arXiv:1611.07004, section 3.2, one image after the other).
import { tf } from '../backend/tf';
import { binomialUpperTail, clopperPearson, type Interval } from '../math/binomial';
import { imageGrid } from './image-grid';
import { dataURI } from './picture';
import { studyPage } from './study-page';

/** Which image is taken for real: the left or the right one. */
export type Choice = 'L' | 'R';

export interface StudyResult {
  /** one for each pair */
  readonly choices: readonly Choice[];
  /** where the real image was */
  readonly real: readonly Choice[];
  /** how often the real image was chosen */
  readonly right: number;
  readonly trials: number;
  /** the share of pairs in which the sample was taken for real; 1/2 when nobody can tell them apart */
  readonly fooled: number;
  /** the 95 % interval of Clopper and Pearson for `fooled` */
  readonly interval: Interval;
  /** the probability of so many right choices, or more, by guessing */
  readonly pValue: number;
}

export interface Study {
  /** for `show`: in JupyterLab pairs to click through, elsewhere a numbered list; which one is real is not in it */
  readonly html: string;
  readonly text: string;
  /**
   * What the choices come to.
   * @param choices a letter a pair, 'LRRL...', as the page gives it at its end; spaces do not matter
   * @throws RangeError when there are not as many letters as pairs, or others than L and R
   */
  score(choices: string): StudyResult;
}

export interface StudyOptions {
  /** the values that are drawn black and white; [-1, 1] unless said */
  readonly range?: readonly [number, number];
}

/**
 * A study of pairs, in each of them a real image and a sample, sides drawn at random:
 *
 *     const study = await pairStudy(real, samples);
 *     show(study); // in the next cell: study.score('LRRLR...')
 *
 * @param real [N, H, W, C]
 * @param samples [N, H, W, C]
 * @throws Error when the shapes differ, or are no images
 */
export async function pairStudy(real: tf.Tensor4D, samples: tf.Tensor4D, options: StudyOptions = {}): Promise<Study> {
  if (String(real.shape) !== String(samples.shape)) {
    throw new Error(`pairStudy: real [${real.shape}] and samples [${samples.shape}]: expected one sample for each`);
  }
  const sides = Array.from({ length: real.shape[0] }, (): Choice => (Math.random() < 0.5 ? 'L' : 'R'));
  const [ofReal, ofSamples] = [await single(real, options), await single(samples, options)];
  const pairs = sides.map((side, n) => {
    const [x, sample] = [ofReal[n]!, ofSamples[n]!];
    return side === 'L' ? ([x, sample] as const) : ([sample, x] as const);
  });
  return {
    html: studyPage(pairs),
    text: `Study of ${sides.length} pairs of images; it needs a page that shows pictures`,
    score: (choices) => result(read(choices, sides.length), sides),
  };
}

/** Each image as a PNG of its own, as a data URI. */
async function single(images: tf.Tensor4D, { range = [-1, 1] }: StudyOptions): Promise<string[]> {
  const uris: string[] = [];
  for (let n = 0; n < images.shape[0]; n++) {
    const one = images.slice(n, 1);
    uris.push(dataURI(await imageGrid(one, { scale: 1, range })));
    one.dispose();
  }
  return uris;
}

function read(choices: string, pairs: number): Choice[] {
  const letters = choices.toUpperCase().replace(/\s/g, '');
  const odd = /[^LR]/.exec(letters);
  if (odd) throw new RangeError(`study: '${odd[0]}' at place ${odd.index + 1}: expected L or R for each pair.`);
  if (letters.length !== pairs)
    throw new RangeError(`study: ${letters.length} choices for ${pairs} pairs: expected a letter, L or R, for each.`);
  return Array.from(letters) as Choice[];
}

function result(choices: readonly Choice[], real: readonly Choice[]): StudyResult {
  const trials = real.length;
  const right = choices.filter((choice, n) => choice === real[n]).length;
  const fooled = trials - right;
  return {
    choices,
    real,
    right,
    trials,
    fooled: fooled / trials,
    interval: clopperPearson(fooled, trials),
    pValue: binomialUpperTail(right, trials),
  };
}
