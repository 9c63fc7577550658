import { faces, FacesNet, SMILING, tf, type FaceReading, type FaceSet } from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { train } from './train';

const FULL = { faces: 12_000, held: 2000, epochs: 9 };
const QUICK = { faces: 256, held: 100, epochs: 1 };
/** Seeds of the sets that are trained on, and of the one that is not. */
const SEEDS = { train: 1, test: 2 };

/** The share of faces of which a flag is read right. */
const accuracy = (read: readonly FaceReading[], set: FaceSet, flag: 'smiling' | 'glasses' | 'woman') =>
  read.filter((r, i) => {
    const face = set.faces[i]!;
    return r[flag] > 0.5 === (flag === 'smiling' ? face.smile > SMILING : face[flag]);
  }).length / set.size;

/** Root mean square of what was read less what is true. */
const error = (read: readonly FaceReading[], set: FaceSet, number: 'yaw' | 'age') =>
  Math.sqrt(read.reduce((sum, r, i) => sum + (r[number] - set.faces[i]![number]) ** 2, 0) / set.size);

/** The share of the traits' variance (1/3 each: they are uniform on -1 .. 1) that is explained. */
const explained = (read: readonly FaceReading[], traits: readonly number[][]) => {
  const squares = read.flatMap((r, i) => r.traits.map((value, k) => (value - traits[i]![k]!) ** 2));
  return 1 - 3 * (squares.reduce((sum, square) => sum + square, 0) / squares.length);
};

async function run(context: Context): Promise<Measures> {
  const sizes = context.quick ? QUICK : FULL;
  const net = new FacesNet();
  const { history, at } = await train(net, faces({ size: sizes.faces, seed: SEEDS.train }), {
    epochs: sizes.epochs,
    batchSize: 64,
    seed: context.seed,
    checkpoint: context.checkpoint('net'),
    report: context.report('training'),
  });
  await context.table('losses', { step: at, ...history });
  const test = faces({ size: sizes.held, seed: SEEDS.test });
  const { x, attributes, traits } = test.tensors();
  const read = await net.read(x);
  const measures = {
    'accuracy of smiling': accuracy(read, test, 'smiling'),
    'accuracy of glasses': accuracy(read, test, 'glasses'),
    'accuracy of woman': accuracy(read, test, 'woman'),
    'error of yaw (degrees)': error(read, test, 'yaw'),
    'error of age (years)': error(read, test, 'age'),
    'variance of the traits explained': explained(read, await traits.array()),
  };
  await context.weights('lib/weights/faces-net.safetensors', net.net);
  tf.dispose([x, attributes, traits]);
  net.dispose();
  return measures;
}

export const row: Row = {
  row: 'FACES-Net',
  title: 'The network that reads procedural faces: attributes and person',
  bars: [
    { measure: 'accuracy of smiling', atLeast: 0.97 },
    { measure: 'accuracy of glasses', atLeast: 0.99 },
    { measure: 'accuracy of woman', atLeast: 0.98 },
    { measure: 'error of yaw (degrees)', atMost: 5 },
  ],
  paper: 'stands for the attribute classifiers of photographs; no number',
  run,
};
