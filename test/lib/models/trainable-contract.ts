import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadCheckpoint, saveCheckpoint, seed, tf, type Trainable } from 'saddlepoint';
import { namedVariables } from './named-variables';

const networks = (model: Trainable<never, string>) => {
  const entries = Object.entries(model.parts);
  return Object.fromEntries(entries.filter((entry): entry is [string, tf.LayersModel] => 'layers' in entry[1]));
};

/** Every weight of a model's networks as numbers, by the names that a checkpoint gives them. */
export const weightsOf = (model: Trainable<never, string>): Record<string, number[]> =>
  Object.fromEntries([...namedVariables(networks(model))].map(([name, variable]) => [name, [...variable.dataSync()]]));

/** What `compute` gives; it throws when a tensor is read meanwhile. */
function withoutReading<T>(compute: () => T): T {
  const engine = tf.engine(); // through which every tensor is read
  const kept = { readSync: engine.readSync.bind(engine), read: engine.read.bind(engine) };
  engine.readSync = engine.read = () => {
    throw new Error('a step reads a tensor');
  };
  try {
    return compute();
  } finally {
    Object.assign(engine, kept);
  }
}

/**
 * What `fit` and checkpoints may count on in every model.
 *
 * @param make a model; called again, one of the same architecture
 * @param batch one that its step takes; called again, another
 */
export function itKeepsTheContract<Batch extends tf.TensorContainer>(
  make: () => Trainable<Batch, string>,
  batch: () => Batch,
): void {
  it('holds the same number of tensors after 2 steps and after 50, and none once disposed of', () => {
    const begin = tf.memory().numTensors;
    const model = make();
    const x = batch();
    const count = (steps: number) => {
      for (let i = 0; i < steps; i++) tf.dispose(model.step(x));
      return tf.memory().numTensors;
    };
    expect(count(48)).to.equal(count(2));
    model.dispose();
    tf.dispose(x);
    expect(tf.memory().numTensors).to.equal(begin);
  });

  it('reads no tensor in a step', () => {
    const model = make();
    const x = batch();
    withoutReading(() => model.step(x));
  });

  it('saved and loaded has the same weights, and takes the same next step', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'saddlepoint-model-'));
    const file = join(folder, 'model.safetensors');
    const [model, other] = [make(), make()];
    tf.dispose(model.step(batch()));
    await saveCheckpoint(model, file);
    await loadCheckpoint(other, file);
    expect(weightsOf(other)).to.deep.equal(weightsOf(model));
    const x = batch();
    for (const each of [model, other]) {
      seed(7);
      tf.dispose(each.step(x));
    }
    expect(weightsOf(other)).to.deep.equal(weightsOf(model));
    await rm(folder, { recursive: true });
  });
}
