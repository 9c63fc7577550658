import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import {
  adam,
  descend,
  forward,
  loadCheckpoint,
  loadWeights,
  ready,
  saveCheckpoint,
  saveWeights,
  tf,
  variables,
} from 'saddlepoint';
import { distance } from './close';
import { layerTable, type Entry } from './layer-table';

const network = ({ make, takes }: Entry) => {
  const input = tf.input({ shape: takes.slice(1) });
  return tf.model({ inputs: input, outputs: make().apply(input) as tf.SymbolicTensor, name: 'net' });
};

/** The network of a layer behind a dense one, so that there is something to train. */
const trainable = ({ make, takes }: Entry) => {
  const input = tf.input({ shape: takes.slice(1) });
  const h = tf.layers.dense({ units: takes.at(-1)! }).apply(input) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: make().apply(h) as tf.SymbolicTensor });
};

const output = (net: tf.LayersModel, x: tf.Tensor) =>
  tf.tidy(() => forward(net, x, { training: false }).dataSync().slice());

describe('layers of ours', () => {
  let folder: string;
  before(async () => {
    await ready();
    folder = mkdtempSync(path.join(os.tmpdir(), 'layers-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const [name, entry] of Object.entries(layerTable)) {
    describe(name, () => {
      it('gives the shape that it promises, in training and after', () => {
        const net = network(entry);
        for (const training of [true, false]) {
          const y = forward(net, tf.randomNormal(entry.takes), { training });
          expect(y.shape.slice(1)).to.deep.equal(net.outputs[0]!.shape.slice(1));
          expect(y.shape[0]).to.equal(entry.takes[0]);
        }
      });

      it('names what it takes when it gets another shape or type', () => {
        const message = (shape: number[], dtype: string) =>
          `takes ${entry.says} of type float32, but got [${shape.join(', ')}] of type ${dtype}.`;
        const built = () => {
          const layer = entry.make();
          layer.apply(tf.zeros(entry.takes));
          return layer;
        };
        for (const shape of entry.refuses) {
          expect(() => built().apply(tf.zeros(shape))).to.throw(message(shape, 'float32'));
        }
        expect(() => built().apply(tf.zeros(entry.takes, 'int32'))).to.throw(message(entry.takes, 'int32'));
      });

      it('survives JSON, a weights file and a checkpoint', async () => {
        const net = network(entry);
        const x = tf.randomNormal(entry.takes);
        net.weights.forEach((w) => w.write(tf.randomUniform(w.shape as number[], 0.5, 1)));
        const file = path.join(folder, `${name}.safetensors`);
        const [again, third] = await Promise.all([0, 1].map(() => tf.models.modelFromJSON(net.toJSON('', false) as never))) as [tf.LayersModel, tf.LayersModel]; // prettier-ignore
        await saveWeights(net, file);
        await loadWeights(again, file);
        expect(distance(output(again, x), output(net, x))).to.equal(0);
        await saveCheckpoint({ parts: { net } }, file);
        await loadCheckpoint({ parts: { net: third } }, file);
        expect(distance(output(third, x), output(net, x))).to.equal(0);
      });

      it('trains, and a step leaves no tensor behind', () => {
        const net = trainable(entry);
        const optimizer = adam({ learningRate: 0.01, beta1: 0.5 });
        const x = tf.randomNormal(entry.takes);
        const before = variables([net]).map((v) => v.dataSync().slice());
        const step = () =>
          descend(optimizer, [net], () => forward(net, x, { training: true }).sub(1).square().mean().asScalar());
        const losses = [step(), step()];
        const tensors = tf.memory().numTensors;
        losses.push(step(), step());
        expect(tf.memory().numTensors).to.equal(tensors + 2);
        for (const loss of losses) expect(loss.dataSync()[0]).to.satisfy(Number.isFinite);
        // codes move by losses of their own: see the quantiser's tests
        const moves = (v: tf.Variable) => !v.name.includes('codebook');
        const still = variables([net]).filter((v, i) => moves(v) && distance(v.dataSync(), before[i]!) === 0);
        expect(still.map((v) => v.name)).to.deep.equal([]);
        net.dispose();
      });

      it('frees all that it holds', () => {
        const before = tf.memory().numTensors;
        const net = network(entry);
        tf.tidy(() => void forward(net, tf.randomNormal(entry.takes), { training: true }));
        net.dispose();
        expect(tf.memory().numTensors).to.equal(before);
      });
    });
  }
});
