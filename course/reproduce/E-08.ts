import {
  alongDirection,
  attributeVector,
  faces,
  facesNet,
  FaceSet,
  gaussianLikelihood,
  imagesOnly,
  SMILING,
  tf,
  VAE,
  type FaceReading,
  type VAEConfig,
} from 'saddlepoint';
import { faceGrid } from './faces-gan';
import { storeLosses } from './losses';
import type { Context, Measures, Row } from './row';
import { train } from './train';

const CONFIG: VAEConfig = { shape: [32, 32, 3], hidden: [384, 192], latentDim: 32, learningRate: 1e-3, beta1: 0.9 };
/** Of a pixel, on the scale -1 .. 1: about the error that such a decoder makes. */
const SIGMA = 0.1;
const FULL = { faces: 8000, held: 1000, epochs: 16 };
const QUICK = { faces: 200, held: 60, epochs: 1 };
/** How far along the vector: 1 leads from the mean of one side to that of the other, and half of the faces lie beyond. */
const STEP = 1.35;
/** Multiples of the vector that are shown. */
const SHOWN = { people: 4, places: [-STEP, -STEP / 2, 0, STEP / 2, STEP, 2] };

/** Faces that look at us, give or take 11 degrees: as photographs of faces are aligned before a network learns them. */
function frontal(size: number, seed: number): FaceSet {
  const set = faces({ size, seed });
  const turned = set.faces.map((face) => ({ ...face, yaw: face.yaw / 4 }));
  return new FaceSet(`${set.name}, frontal`, turned, set.people);
}

const smiles = (set: FaceSet) => set.faces.map(({ smile }) => smile > SMILING);

/** The mean of q(z | x) of every face. */
async function codes(model: VAE, set: FaceSet): Promise<number[][]> {
  const { x, attributes, traits } = set.tensors();
  const mean = tf.tidy(() => model.encode(x).mean as tf.Tensor2D);
  const rows = await mean.array();
  tf.dispose([x, attributes, traits, mean]);
  return rows;
}

const decode = (model: VAE, z: readonly number[][]): tf.Tensor4D =>
  tf.tidy(() => model.decode(tf.tensor2d(z as number[][])));

const distance = (a: FaceReading, b: FaceReading) => Math.hypot(...a.traits.map((value, k) => value - b.traits[k]!));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (flags: readonly boolean[]) => flags.filter(Boolean).length / flags.length;

/** Faces before and after: does the smile change, and is it still the same person? */
function judge(before: readonly FaceReading[], after: readonly FaceReading[], smiled: readonly boolean[]): Measures {
  const moved = mean(after.map((r, i) => distance(r, before[i]!)));
  const random = mean(before.map((r, i) => distance(r, before[(i + 1) % before.length]!)));
  const same = (flag: 'glasses' | 'woman') => share(after.map((r, i) => r[flag] > 0.5 === before[i]![flag] > 0.5));
  return {
    'share of smiles that change': share(after.map((r, i) => r.smiling > 0.5 !== smiled[i])),
    'identity distance over that of random pairs': moved / random,
    'reconstructions read as the faces are': share(before.map((r, i) => r.smiling > 0.5 === smiled[i])),
    'glasses kept': same('glasses'),
    'woman or man kept': same('woman'),
  };
}

/** People in rows: the face, then its code with more and more of the smile in it. */
async function picture(context: Context, model: VAE, test: FaceSet, z: number[][], smile: number[]): Promise<void> {
  const { people, places } = SHOWN;
  const { x, attributes, traits } = test.gather(Array.from({ length: people }, (_, i) => i));
  const edited = decode(
    model,
    z.slice(0, people).flatMap((code) => places.map((t) => alongDirection(code, smile, t))),
  );
  const rows = tf.tidy(() => {
    const line = (i: number) => [x.slice([i], [1]), edited.slice([i * places.length], [places.length])];
    return tf.concat(Array.from({ length: people }, (_, i) => line(i)).flat());
  });
  await faceGrid(context, 'smiles', rows, 1 + places.length);
  tf.dispose([x, attributes, traits, edited, rows]);
}

async function trained(context: Context, data: FaceSet): Promise<{ model: VAE; minutes: number }> {
  const model = new VAE(CONFIG, gaussianLikelihood(SIGMA));
  const { history, at, seconds } = await train(model, imagesOnly(data), {
    epochs: (context.quick ? QUICK : FULL).epochs,
    batchSize: 64,
    seed: context.seed,
    checkpoint: context.checkpoint('vae'),
    report: context.report('training'),
  });
  await storeLosses(context, { history, at }, 'nats an image');
  return { model, minutes: seconds / 60 };
}

/** From those who do not smile to those who do. */
function smileVector(z: readonly number[][], set: FaceSet): number[] {
  const smiling = smiles(set);
  return attributeVector(
    z.filter((_, i) => smiling[i]),
    z.filter((_, i) => !smiling[i]),
  );
}

async function run(context: Context): Promise<Measures> {
  const sizes = context.quick ? QUICK : FULL;
  const [data, test] = [frontal(sizes.faces, 3), frontal(sizes.held, 4)];
  const { model, minutes } = await trained(context, data);
  const smile = smileVector(await codes(model, data), data);
  const smiled = smiles(test);
  const z = await codes(model, test);
  const edited = z.map((code, i) => alongDirection(code, smile, smiled[i] ? -STEP : STEP));
  const [before, after] = [decode(model, z), decode(model, edited)];
  const net = await facesNet();
  const measures = judge(await net.read(before), await net.read(after), smiled);
  await picture(context, model, test, z, smile);
  tf.dispose([before, after]);
  net.dispose();
  model.dispose();
  return { ...measures, 'minutes of training': minutes };
}

export const row: Row = {
  row: 'E-08',
  title: 'Editing frontal faces of FACES-P by the smile vector of a VAE',
  bars: [
    { measure: 'share of smiles that change', atLeast: 0.8 },
    { measure: 'identity distance over that of random pairs', atMost: 0.3 },
  ],
  paper: 'pictures of faces only; no number',
  run,
};
