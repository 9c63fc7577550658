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

/** The largest error over |golden| + 1: float32 carries about seven digits. */
function error(got: tf.Tensor, want: Flat): number {
  if (got.shape.join() !== want.shape.join()) throw new Error(`shape [${got.shape}], not [${want.shape}]`);
  const values = got.dataSync();
  const errors = want.values.map((w, i) => Math.abs(values[i]! - w) / (Math.abs(w) + 1));
  return errors.some(Number.isNaN) ? Infinity : Math.max(...errors);
}

function worst(got: tf.Tensor[], want: Named): number {
  return Math.max(...Object.values(want).map((w, i) => error(got[i]!, w)));
}

function measure(f: (...inputs: tf.Tensor[]) => tf.Tensor, golden: Golden) {
  const xs = Object.values(golden.inputs).map(tensor);
  const vs = Object.values(golden.v).map(tensor);
  const c = tensor(golden.c);
  const loss = (...x: tf.Tensor[]): tf.Scalar => {
    const y = f(...x);
    return c.mul(y).sum().add(y.square().sum().div(2));
  };
  const directional = (...x: tf.Tensor[]): tf.Scalar =>
    tf.addN(tf.grads(loss)(x).map((g, i) => g.mul(vs[i]!).sum())).asScalar(); // prettier-ignore
  const attempt = (measured: () => number) => {
    try {
      return tf.tidy(measured);
    } catch (e) {
      return (e as Error).message;
    }
  };
  return {
    loss: attempt(() => error(loss(...xs), { shape: [], values: [golden.loss] })),
    first: attempt(() => worst(tf.grads(loss)(xs), golden.first)),
    second: attempt(() => worst(tf.grads(directional)(xs), golden.second)),
  };
}

async function main() {
  const engine = process.argv[2] as EngineName | 'cpu';
  await (engine === 'cpu' ? tf.setBackend('cpu') : ready(engine));
  const files = process.argv.slice(3).map((file) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, Golden>);
  const functions = { ...cases, ...rareCases, ...layerCases };
  const results = files.flatMap((file) =>
    Object.entries(file).map(([name, golden]) => [name, measure(functions[name] as never, golden)]),
  );
  process.stdout.write(`\n${JSON.stringify(Object.fromEntries(results))}\n`);
}
void main();
