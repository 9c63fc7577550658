// What the rows of clustering by an adversarial autoencoder share: several seeds, since one says little about another.
import {
  CategoricalAAE,
  clusteringErrors,
  imageGrid,
  MNIST_CLUSTERS,
  mnistNet,
  seed as reseed,
  tf,
  withMoved,
  type LabelledImages,
} from 'saddlepoint';
import { digits, largest, LOOKS, mean, rowsOf, settling, signed, smoothed, trainer, type Digits } from './autoencoders';
import type { Context } from './row';

const FULL = { epochs: 9, hidden: [400, 400] };
const QUICK = { epochs: 1, hidden: [16] };
const BESIDE_A_HEAD = 15;

/** What is measured of one seed. */
export interface Trial {
  seed: number;
  /** share of the test images whose cluster stands for another label than theirs, by the paper's rule and by majority */
  head: number;
  majority: number;
  /** mean squared error of a validation image's pixels in [0, 1]: no label is looked at */
  reconstruction: number;
}

/** Figure 9: a row for each cluster, its head first, then test images that fall into it. */
async function picture(context: Context, model: CategoricalAAE, test: LabelledImages): Promise<void> {
  const clusters = (await memberships(model, test)).map(largest);
  const heads = model.clusterHeads() as tf.Tensor4D;
  const blank = tf.zeros<tf.Rank.R4>([1, 28, 28, 1]);
  const lines = tf.unstack(heads).flatMap((head, k) => {
    const members = clusters.flatMap((cluster, i) => (cluster === k ? [i] : [])).slice(0, BESIDE_A_HEAD);
    const { x, y } = test.gather(members.length > 0 ? members : [0]);
    y.dispose();
    const shown = members.length > 0 ? x : blank;
    return [head.expandDims(0), shown, ...Array.from({ length: BESIDE_A_HEAD - shown.shape[0] }, () => blank)];
  });
  const all = tf.concat4d(lines as tf.Tensor4D[], 0);
  await context.picture('clusters', await imageGrid(all, { columns: 1 + BESIDE_A_HEAD, range: [0, 1], scale: 1 }));
  tf.dispose([heads, blank, all, lines]);
}

/** The number of cluster heads that MNIST-Net reads with p >= 0.8. */
async function sureHeads(model: CategoricalAAE): Promise<number> {
  const net = await mnistNet();
  const heads = tf.tidy(() => signed(model.clusterHeads()));
  const probabilities = await net.probabilities(heads);
  heads.dispose();
  net.dispose();
  return probabilities.filter((row) => Math.max(...row) >= 0.8).length;
}

const memberships = (model: CategoricalAAE, images: LabelledImages) => rowsOf(images, (x) => model.encode(x).y);

const squaredError = (model: CategoricalAAE, images: LabelledImages) =>
  rowsOf(images, (x) => tf.squaredDifference(x, model.decode(model.encode(x))).mean([1, 2])).then((rows) =>
    mean(rows.flat()),
  );

/**
 * The model of one seed, whose clusters are to agree on digits moved a little; no noise then. Trained, or only loaded where
 * the training is done.
 */
async function trained(context: Context, clusters: number, seed: number, { train }: Digits): Promise<CategoricalAAE> {
  const { epochs, hidden } = context.quick ? QUICK : FULL;
  reseed(seed);
  const config = { ...MNIST_CLUSTERS, hidden, hiddenD: hidden, clusters, inputNoise: 0 };
  const model = new CategoricalAAE(settling(config, { epochs, images: train.size }), smoothed(0.01));
  await trainer({ ...context, seed }, epochs)(`seed-${seed}`, model, withMoved(train, LOOKS));
  return model;
}

async function trial(context: Context, clusters: number, seed: number, data: Digits): Promise<Trial> {
  const { validation, test } = data;
  const model = await trained(context, clusters, seed, data);
  const known = { membership: await memberships(model, validation), labels: validation.labels };
  const asked = { membership: await memberships(model, test), labels: test.labels };
  const { majority, head } = clusteringErrors(known, asked);
  const reconstruction = await squaredError(model, validation);
  model.dispose();
  context.say(`seed ${seed}: ${(100 * head).toFixed(2)} % of the test images in a cluster of another digit`);
  return { seed, head, majority, reconstruction };
}

/** Trains `seeds` seeds from the context's on; `choose` names the one of which the heads are counted and drawn. */
export async function clustered(
  context: Context,
  clusters: number,
  seeds: number,
  choose: (trials: Trial[]) => Trial,
): Promise<{ trials: Trial[]; chosen: Trial; sure: number }> {
  const data = await digits(context);
  const trials: Trial[] = [];
  for (let seed = context.seed; seed < context.seed + seeds; seed++) {
    trials.push(await context.once(`seed ${seed}`, () => trial(context, clusters, seed, data)));
  }
  const chosen = choose(trials);
  const model = await trained(context, clusters, chosen.seed, data);
  await picture(context, model, data.test);
  const sure = await sureHeads(model);
  model.dispose();
  return { trials, chosen, sure };
}

/** A measure for each seed: all are reported, not the best alone. */
export const bySeed = (trials: readonly Trial[]): Record<string, number> =>
  Object.fromEntries(
    trials.flatMap(({ seed, head, majority }) => [
      [`error, seed ${seed}`, head],
      [`error by majority, seed ${seed}`, majority],
    ]),
  );
