import { readFileSync } from 'node:fs';
import { ready, tf, type EngineName } from 'saddlepoint';
import { cases } from './gradient-cases';
import { layerCases } from './layer-cases';
import { rareCases } from './rare-cases';

/** Runs every case of the files on the command line, after the engine, and prints, as JSON, what is wrong with each. */
interface Flat {
  shape: number[];
  values: number[];
}
type Named = Record<string, Flat>;
interface Golden {
  inputs: Named;
  c: Flat;
  v: Named;
  loss: number;
  first: Named;
  second: Named;
}

const tensor = ({ values, shape }: Flat) => tf.tensor(values, shape, 'float32');

/** The largest error over |golden| + 1: float32 carries about seven digits. Some engines can be read asynchronously only. */
async function error(got: tf.Tensor, want: Flat): Promise<number> {
  if (got.shape.join() !== want.shape.join()) throw new Error(`shape [${got.shape}], not [${want.shape}]`);
  const values = await got.data();
  const errors = want.values.map((w, i) => Math.abs(values[i]! - w) / (Math.abs(w) + 1));
  return errors.some(Number.isNaN) ? Infinity : Math.max(...errors);
}

async function worst(got: () => tf.Tensor[], want: Flat[]): Promise<number | string> {
  try {
    const tensors = tf.tidy(got);
    const errors = await Promise.all(want.map((w, i) => error(tensors[i]!, w)));
    tf.dispose(tensors);
    return Math.max(...errors);
  } catch (e) {
    return (e as Error).message;
  }
}

async function measure(f: (...inputs: tf.Tensor[]) => tf.Tensor, golden: Golden) {
  const xs = Object.values(golden.inputs).map(tensor);
  const vs = Object.values(golden.v).map(tensor);
  const c = tensor(golden.c);
  const loss = (...x: tf.Tensor[]): tf.Scalar => {
    const y = f(...x);
    return c.mul(y).sum().add(y.square().sum().div(2));
  };
  const directional = (...x: tf.Tensor[]): tf.Scalar =>
    tf.addN(tf.grads(loss)(x).map((g, i) => g.mul(vs[i]!).sum())).asScalar(); // prettier-ignore
  return {
    loss: await worst(() => [loss(...xs)], [{ shape: [], values: [golden.loss] }]),
    first: await worst(() => tf.grads(loss)(xs), Object.values(golden.first)),
    second: await worst(() => tf.grads(directional)(xs), Object.values(golden.second)),
  };
}

async function main() {
  const engine = process.argv[2] as EngineName | 'cpu';
  await (engine === 'cpu' ? tf.setBackend('cpu') : ready(engine));
  const files = process.argv.slice(3).map((file) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, Golden>);
  const functions = { ...cases, ...rareCases, ...layerCases };
  const results: Record<string, unknown> = {};
  for (const [name, golden] of files.flatMap((file) => Object.entries(file))) {
    results[name] = await measure(functions[name] as never, golden);
  }
  process.stdout.write(`\n${JSON.stringify(results)}\n`);
}
void main();
