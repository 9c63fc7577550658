import {
  CategoricalAAE,
  clusteringErrors,
  imageGrid,
  MNIST_CLUSTERS,
  mnistNet,
  tf,
  type LabelledImages,
} from 'saddlepoint';
import { digits, largest, rowsOf, share, signed, trainer, unlabelled } from './autoencoders';
import type { Context, Measures, Row } from './row';

const FULL = { epochs: 30, hidden: [400, 400] };
const QUICK = { epochs: 1, hidden: [16] };
const CLUSTERS = 30;
const BESIDE_A_HEAD = 15;

/** Figure 9: a row for each cluster, its head first, then test images that fall into it. */
async function picture(context: Context, model: CategoricalAAE, clusters: number[], test: LabelledImages) {
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

/** The share of cluster heads that MNIST-Net reads with p >= 0.8. */
async function sureHeads(model: CategoricalAAE): Promise<number> {
  const net = await mnistNet();
  const heads = tf.tidy(() => signed(model.clusterHeads()));
  const probabilities = await net.probabilities(heads);
  heads.dispose();
  net.dispose();
  return share(probabilities.length, (k) => Math.max(...probabilities[k]!) >= 0.8);
}

async function run(context: Context): Promise<Measures> {
  const { epochs, hidden } = context.quick ? QUICK : FULL;
  const { train: images, validation, test } = await digits(context);
  const model = new CategoricalAAE({ ...MNIST_CLUSTERS, hidden, hiddenD: hidden, clusters: CLUSTERS });
  await trainer(context, epochs)('aae', model, unlabelled(images));
  const q = (data: LabelledImages) => rowsOf(data, (x) => model.encode(x).y);
  const asked = { membership: await q(test), labels: test.labels };
  const known = { membership: await q(validation), labels: validation.labels };
  const { majority, head } = clusteringErrors(known, asked);
  await picture(context, model, asked.membership.map(largest), test);
  await context.weights('data/checkpoints/aae-clusters-encoder.safetensors', model.encoder);
  await context.weights('data/checkpoints/aae-clusters-decoder.safetensors', model.decoder);
  const measures = {
    'test error, clusters named by their heads': head,
    'test error, clusters named by majority': majority,
    'heads that MNIST-Net is sure of': await sureHeads(model),
  };
  model.dispose();
  return measures;
}

export const row: Row = {
  row: 'K-15',
  title: 'AAE on MNIST without a label: 30 clusters, one seed',
  bars: [
    { measure: 'test error, clusters named by their heads', atMost: 0.1 },
    { measure: 'heads that MNIST-Net is sure of', atLeast: 14 / 16 },
  ],
  stretch: [{ measure: 'test error, clusters named by their heads', atMost: 0.041 }],
  paper: '4.10 +- 1.13 % (Makhzani et al. 2016, table 3)',
  run,
};
