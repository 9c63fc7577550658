import { readFile } from 'node:fs/promises';
import { tf } from '../backend/tf';
import { writeAtomically } from './atomic';
import { decodeSafetensors, encodeSafetensors, type SafetensorsFile, type StoredTensor } from './safetensors';

/** All weights of a network, running averages included, under names like `2.gamma`: layer number, weight. */
export function namedWeights(net: tf.LayersModel, prefix = ''): Map<string, tf.Variable> {
  const weights = new Map<string, tf.Variable>();
  net.layers.forEach((layer, i) => {
    for (const weight of layer.weights) {
      const name = `${prefix}${i}.${baseName(weight.originalName)}`;
      // A layer that wraps others (bidirectional, a whole network) may have two weights of one name.
      weights.set(weights.has(name) ? `${name}.${weights.size}` : name, weight.read() as unknown as tf.Variable);
    }
  });
  return weights;
}

/** "dense_Dense1/kernel" -> "kernel": tfjs numbers layers by process, so that the first half differs every time. */
export const baseName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** The numbers of a tensor, read asynchronously. */
export async function stored(tensor: tf.Tensor): Promise<StoredTensor> {
  const values = await tensor.data();
  const { shape } = tensor;
  if (values instanceof Float32Array) return { dtype: 'float32', shape, values };
  if (values instanceof Int32Array) return { dtype: 'int32', shape, values };
  throw new Error(`A tensor of type ${tensor.dtype} cannot be saved, only float32 and int32.`);
}

/** The tensor of saved numbers; the caller disposes of it. */
export const restored = ({ values, shape, dtype }: StoredTensor): tf.Tensor => tf.tensor(values, shape, dtype);

/**
 * Puts saved numbers into variables, into all of them or none.
 *
 * @throws when the names or shapes differ; says the first difference
 */
export function assignAll(variables: Map<string, tf.Variable>, tensors: Map<string, StoredTensor>, file: string): void {
  const names = new Set([...variables.keys(), ...tensors.keys()]);
  for (const name of names) {
    const [here, there] = [variables.get(name), tensors.get(name)].map((t) => (t ? `[${t.shape}]` : 'absent'));
    if (here !== there) {
      throw new Error(
        `'${file}' is of another architecture: '${name}' is ${there!} there, but ${here!} in this model.`,
      );
    }
  }
  for (const [name, variable] of variables) {
    tf.tidy(() => {
      variable.assign(restored(tensors.get(name)!));
    });
  }
}

/**
 * Reads a safetensors file.
 *
 * @throws when there is none, or it is cut off or of another kind
 */
export async function readSafetensors(path: string): Promise<SafetensorsFile> {
  try {
    return decodeSafetensors(await readFile(path));
  } catch (error) {
    throw new Error(`Could not read '${path}': ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/**
 * Saves the weights of one network as a safetensors file: what a published model needs, without the training's state.
 *
 * @param metadata strings that go into the file's header: what it is, how it was trained
 * @throws when the file cannot be written (the one from before is then untouched)
 */
export async function saveWeights(
  net: tf.LayersModel,
  path: string,
  metadata: Record<string, string> = {},
): Promise<void> {
  const tensors: SafetensorsFile['tensors'] = new Map();
  for (const [name, variable] of namedWeights(net)) tensors.set(name, await stored(variable));
  await writeAtomically(path, encodeSafetensors({ tensors, metadata }));
}

/**
 * Loads what saveWeights saved into a network of the same architecture.
 *
 * @returns the file's metadata
 * @throws when the file is absent, broken, or of another architecture (names the first tensor that differs)
 */
export async function loadWeights(net: tf.LayersModel, path: string): Promise<Record<string, string>> {
  const { tensors, metadata } = await readSafetensors(path);
  assignAll(namedWeights(net), tensors, path);
  return metadata;
}
