import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrayDataset, DCGAN, fit, imageGrid, MNIST_DCGAN, ready, seed, tf, type EngineName } from 'saddlepoint';

/**
 * Ten steps of a DCGAN on an engine, with a checkpoint in the middle and a picture at the end: some of its weights,
 * and how many tensors the steps left behind.
 */
async function main() {
  await ready(process.argv[2] as EngineName);
  seed(1);
  const waves = Float32Array.from({ length: 40 * 784 }, (_, i) => Math.sin(i * i));
  const data = arrayDataset<tf.Tensor4D>('waves', waves, [28, 28, 1]);
  const model = new DCGAN({ ...MNIST_DCGAN, width: 4, latentDim: 8 });
  const folder = mkdtempSync(join(tmpdir(), 'saddlepoint-trained-'));
  const options = { batchSize: 8, seed: 1, checkpoint: join(folder, 'dcgan.safetensors') };
  await fit(model, data, { ...options, epochs: 1 });
  const before = tf.memory().numTensors;
  await fit(model, data, { ...options, epochs: 2 });
  const left = tf.memory().numTensors - before;
  rmSync(folder, { recursive: true });
  const first = [...model.G.getWeights(), ...model.D.getWeights()].map((w) => w.flatten().slice(0, 1));
  const weights = await Promise.all(first.map(async (w) => (await w.data())[0]!));
  const { png } = await imageGrid(model.sample(2));
  console.log(JSON.stringify({ weights, left, png: png.length > 100 }));
}
void main();
