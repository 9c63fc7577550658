import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { MissingGradientError, ready, tf } from 'saddlepoint';
import { runOnEngine } from './engine';
import { cases } from './gradient-cases';
import { GOLDEN, isNamed, markdown, namesIn, TABLE, TOLERANCE, type Measured, type Row } from './gradient-table';
import { layerCases } from './layer-cases';
import { rareCases } from './rare-cases';

const names = namesIn(GOLDEN);
const stored = JSON.parse(readFileSync(`${TABLE}.json`, 'utf8')) as Row[];

/** Where an error takes the place of a number; the pure JavaScript engine is measured where ready() could pick it. */
const throws = (name: string, order: string, engine: string) =>
  stored.some((row) => row.op === name && row.order === order && row.engine === engine && row.status === 'named error');

function expectRight(name: string, engine: string, measured: Measured): void {
  for (const [what, error] of Object.entries(measured)) {
    if (typeof error === 'string' && isNamed(error)) {
      const order = what === 'loss' ? 'first' : what; // an engine without the kernel has no loss either
      expect(throws(name, order, engine), `${name}, ${what} on ${engine}: ${error}`).to.equal(true);
    } else {
      expect(error, `${name}: relative error of the ${what}`).to.be.a('number').below(TOLERANCE);
      expect(throws(name, what, engine), `${name}, ${what} on ${engine} throws by the table`).to.equal(false);
    }
  }
}

describe('derivatives against float64 values of PyTorch', () => {
  it('every golden case has its function, and every function its case', () => {
    expect(Object.keys({ ...cases, ...rareCases, ...layerCases }).sort()).to.deep.equal([...names].sort());
  });

  it('the stored table has every case in both orders on both engines; `npm run gradients` writes it', () => {
    const lines = (rows: readonly Pick<Row, 'op' | 'order' | 'engine'>[]) =>
      rows.map(({ op, order, engine }) => `${op}, ${order}, ${engine}`);
    const all = (['node', 'wasm'] as const).flatMap((engine) =>
      names.flatMap((op) => (['first', 'second'] as const).map((order) => ({ op, order, engine }))),
    );
    expect(lines(stored)).to.deep.equal(lines(all));
    expect(readFileSync(`${TABLE}.md`, 'utf8')).to.equal(markdown(stored));
  });

  for (const engine of ['node', 'wasm', 'cpu'] as const) {
    // nobody trains on cpu: of that engine only what models use
    const files = engine === 'cpu' ? GOLDEN.filter((file) => !file.includes('rare')) : GOLDEN;
    describe(`on the ${engine} engine: loss, first and second derivative`, () => {
      let results: Record<string, Measured>;
      before(function () {
        results = runOnEngine(this, engine, path.join(__dirname, 'gradients.child.ts'), ...files) as typeof results;
      });
      for (const name of namesIn(files)) {
        it(name, () => {
          expectRight(name, engine, results[name]!);
        });
      }
    });
  }

  it('an op without a derivative says so, by name, and what to do', async () => {
    await ready();
    const x = tf.randomUniform<tf.Rank.R4>([1, 4, 4, 1]);
    const crop = (x: tf.Tensor) =>
      tf.image.cropAndResize(x as tf.Tensor4D, [[0, 0, 1, 1]], [0], [2, 2]).sum(); // prettier-ignore
    expect(() => tf.grad(crop)(x)).to.throw(
      MissingGradientError,
      'CropAndResize has no derivative in tfjs: write it with ops that have one, or keep it out of the loss',
    );
  });

  it('a gradient inside a gradient reaches what was computed before it began', async () => {
    await ready();
    const x = tf.tensor1d([0.3, -0.7]);
    const slope = tf.grad((x: tf.Tensor) => {
      const y = tf.tanh(tf.square(x)); // saves its output and its input while only one gradient is recorded
      return tf
        .grad(() => y.sum())(x)
        .sum();
    })(x);
    // (tanh x^2)'' = 2 (1 - t^2) (1 - 4 x^2 t), t = tanh x^2
    const want = [0.3, -0.7].map((x) => 2 * (1 - Math.tanh(x * x) ** 2) * (1 - 4 * x * x * Math.tanh(x * x)));
    slope.dataSync().forEach((value, i) => expect(value).to.be.closeTo(want[i]!, 1e-5));
  });

  it('nothing is computed of a gradient that is zero, and sums with it keep memory of their own', async () => {
    await ready();
    const [w, x] = [tf.variable(tf.ones([3, 2])), tf.tensor2d([[1, -2, 3]])];
    const slope = (x: tf.Tensor) => tf.grad((x) => tf.relu(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D)).sum())(x);
    let products = 0;
    const kernel = tf.getKernel('BatchMatMul', tf.getBackend());
    tf.unregisterKernel('BatchMatMul', tf.getBackend());
    tf.registerKernel({ ...kernel, kernelFunc: (params) => (products++, kernel.kernelFunc(params)) });
    const { value, grads } = tf.variableGrads(() => slope(x).square().sum());
    tf.unregisterKernel('BatchMatMul', tf.getBackend());
    tf.registerKernel(kernel);
    expect(value.dataSync()[0]).to.equal(12); // both units are on: each slope is 1 + 1
    expect(grads[w.name]!.dataSync()).to.deep.equal(new Float32Array(6).fill(4));
    expect(products, 'x w, the slope, its derivatives by both factors, none by x w').to.equal(4);

    const still = tf.grad((x) => tf.relu(x).sum());
    const zero = tf.grad((x) => still(x).sum())(x);
    const sum = tf.add(zero, x);
    tf.dispose([zero, x]);
    expect([...sum.dataSync()]).to.deep.equal([1, -2, 3]);
  });

  it('every kernel of tfjs that has a gradient is run by a case', async function () {
    const engine = (await ready()) === 'wasm' ? 'wasm' : 'tensorflow';
    const seen = new Set<string>();
    const recorder = tf.engine() as unknown as { addTapeNode: (kernel: string, ...rest: unknown[]) => void };
    const record = recorder.addTapeNode.bind(recorder);
    recorder.addTapeNode = (kernel, ...rest) => {
      seen.add(kernel);
      record(kernel, ...rest);
    };
    try {
      runAll();
    } finally {
      recorder.addTapeNode = record;
    }
    const kernels = tf.getKernelsForBackend(engine).map(({ kernelName }) => kernelName);
    const missing = kernels.filter((name) => (tf.getGradient(name) as unknown) !== undefined && !seen.has(name));
    expect(missing.filter((name) => !CONSTANT.includes(name))).to.deep.equal([]);
  });
});

/** Kernels whose output is constant or complex, so that no real loss moves with it; and a third derivative. */
const CONSTANT = [
  'ArgMax',
  'IsFinite',
  'IsInf',
  'IsNan',
  'NotEqual',
  'Less',
  'LogicalOr',
  'ComplexAbs',
  'MaxPoolGradGrad',
];

/** Every case's second derivative once, whatever comes out. */
function runAll(): void {
  interface Golden {
    inputs: Record<string, { values: number[]; shape: number[] }>;
  }
  const functions = { ...cases, ...rareCases, ...layerCases };
  for (const file of GOLDEN) {
    for (const [name, { inputs }] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Golden>)) {
      const f = functions[name] as unknown as (...x: tf.Tensor[]) => tf.Tensor;
      const loss = (...x: tf.Tensor[]): tf.Tensor => f(...x).square().sum(); // prettier-ignore
      const slope = (...x: tf.Tensor[]): tf.Tensor =>
        tf.addN(
          tf
            .grads(loss)(x)
            .map((g) => g.square().sum()),
        );
      const xs = Object.values(inputs).map(({ values, shape }) => tf.tensor(values, shape, 'float32'));
      try {
        tf.tidy(() => tf.grads(slope)(xs));
      } catch (error) {
        if (!isNamed((error as Error).message)) throw error;
      }
    }
  }
}
