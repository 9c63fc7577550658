import {
  ConditionalDCGAN,
  conditionalGenerator,
  FACE_ATTRIBUTES,
  faces,
  facesNet,
  forward,
  imageGrid,
  MNIST_CONDITIONAL_DCGAN,
  MovingAverage,
  nonSaturating,
  r1,
  SMILING,
  tf,
  type ConditionalDCGANConfig,
  type Dataset,
  type FaceSet,
  type OneHotBatch,
} from 'saddlepoint';
import { drawn } from './conditional';
import type { Context, Measures, Row } from './row';
import { train } from './train';

const FLAGS = ['smiling', 'glasses', 'woman'] as const;
/** The label vector has a 1 for each flag of the face: it is not one-hot. */
const CONFIG: ConditionalDCGANConfig = {
  ...MNIST_CONDITIONAL_DCGAN,
  size: 32,
  channels: 3,
  width: 24,
  learningRate: 1e-3,
  classes: FLAGS.length,
};
const DECAY = 0.999;
const FULL = { faces: 12_000, epochs: 20, samples: 4000 };
const QUICK = { faces: 128, epochs: 1, samples: 40 };

/** Batches of faces and their flags, 0 or 1, [B, 3]. */
function flagged(set: FaceSet): Dataset<OneHotBatch> {
  const column = (attributes: tf.Tensor2D, name: (typeof FACE_ATTRIBUTES)[number]) =>
    attributes.slice([0, FACE_ATTRIBUTES.indexOf(name)], [-1, 1]);
  return {
    name: `${set.name}, flags`,
    size: set.size,
    *batches(batchSize) {
      for (const { x, attributes, traits } of set.batches(batchSize)) {
        const y = tf.tidy(() => {
          const smiling = column(attributes, 'smile').greater(SMILING).toFloat() as tf.Tensor2D;
          return tf.concat([smiling, column(attributes, 'glasses'), column(attributes, 'woman')], 1);
        });
        tf.dispose([attributes, traits]);
        yield { x, y };
      }
    },
  };
}

/** Bit i of a number from 0 to 7 asks for flag i. */
const flagsOf = (asked: number): number[] => FLAGS.map((_, i) => (asked >> i) & 1);

async function run(context: Context): Promise<Measures> {
  const sizes = context.quick ? QUICK : FULL;
  const gan = new ConditionalDCGAN(CONFIG, r1(nonSaturating, { gamma: 2, every: 4 }));
  const model = new MovingAverage(gan, gan.G, conditionalGenerator(CONFIG), DECAY);
  const { history, at, seconds } = await train(model, flagged(faces({ size: sizes.faces, seed: 1 })), {
    epochs: sizes.epochs,
    batchSize: 64,
    seed: context.seed,
    checkpoint: context.checkpoint('conditional-dcgan'),
    report: context.report('training'),
  });
  await context.table('losses', { step: at, ...history });
  const asked = Array.from({ length: sizes.samples }, (_, i) => i % 2 ** FLAGS.length);
  const x = drawn((some) => {
    const y = tf.tensor2d(some.map(flagsOf));
    return forward(model.average, [gan.noise(some.length), y], { training: false }) as tf.Tensor4D;
  }, asked);
  const shown = x.slice(0, Math.min(64, sizes.samples));
  const title = 'A column a label: smiling in 2, 4, 6, 8; glasses in 3, 4, 7, 8; women in 5 to 8';
  await context.picture('samples', await imageGrid(shown, { columns: 8, title }));
  const net = await facesNet();
  const read = await net.read(x);
  const right = FLAGS.map((flag, i) => read.filter((r, n) => Number(r[flag] > 0.5) === flagsOf(asked[n]!)[i]).length);
  tf.dispose([x, shown]);
  net.dispose();
  model.dispose();
  return {
    ...Object.fromEntries(FLAGS.map((flag, i) => [`accuracy of ${flag}`, right[i]! / asked.length])),
    'attribute accuracy': right.reduce((sum, n) => sum + n, 0) / (asked.length * FLAGS.length),
    'minutes of training': seconds / 60,
  };
}

export const row: Row = {
  row: 'J-04',
  title: 'Conditional DCGAN on procedural faces: smile, glasses and sex as asked for, read by FACES-Net',
  bars: [{ measure: 'attribute accuracy', atLeast: 0.9 }],
  paper: 'samples of faces, no number (Gauthier 2014)',
  run,
};
