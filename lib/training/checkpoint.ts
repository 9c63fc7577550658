import { tf } from '../backend/tf';
import { writeAtomically } from './atomic';
import { encodeSafetensors, type SafetensorsFile, type StoredTensor } from './safetensors';
import type { Part, Settings, Stateful } from './trainable';
import { assignAll, baseName, namedWeights, readSafetensors, restored, stored } from './weights';

/** Anything with named networks and optimizers, such as a Trainable. */
export interface HasParts {
  readonly parts: Readonly<Record<string, Part>>;
}

/** Of the layout below; a reader refuses any other. */
const VERSION = '1';

/**
 * Saves all of a model that training changes: weights, running averages, optimizer slots.
 *
 * One safetensors file, which Python's `safetensors` reads too. Its tensors are called `part.layer.weight`, for example
 * `generator.2.gamma`; an optimizer's `part.number.slot`, for example `optimizerG.0.iter`. Written atomically.
 *
 * @param state what else to remember, as plain JSON
 * @throws when the file cannot be written (the one from before is then untouched)
 */
export async function saveCheckpoint(model: HasParts, path: string, state: object = {}): Promise<void> {
  const tensors: SafetensorsFile['tensors'] = new Map();
  for (const [name, variable] of networkWeights(model)) tensors.set(name, await stored(variable));
  for (const [part, holder] of stateful(model)) {
    const slots = await holder.getWeights();
    for (const [i, { name, tensor }] of slots.entries()) {
      tensors.set(`${part}.${i}.${baseName(name)}`, await stored(tensor));
    }
    tf.dispose(slots.map(({ tensor }) => tensor).filter((tensor) => !(tensor instanceof tf.Variable)));
  }
  const metadata = { saddlepoint: VERSION, state: JSON.stringify(state) };
  await writeAtomically(path, encodeSafetensors({ tensors, metadata }));
}

/**
 * Puts a model back to where saveCheckpoint found it; the model is untouched when that fails.
 *
 * @param accept sees the state before the model changes, and throws to refuse it
 * @returns the state that was given to saveCheckpoint
 * @throws when the file is absent, broken, or of another architecture (names the first tensor that differs)
 */
export async function loadCheckpoint(
  model: HasParts,
  path: string,
  accept: (state: object) => void = () => undefined,
): Promise<object> {
  const { tensors, metadata } = await readSafetensors(path);
  if (metadata['saddlepoint'] !== VERSION || metadata['state'] === undefined) {
    throw new Error(
      `'${path}' is not a checkpoint of this version of saddlepoint; weights alone are for loadWeights().`,
    );
  }
  const state = JSON.parse(metadata['state']) as object;
  accept(state);
  const slots = stateful(model).map(([part, holder]) => ({ holder, saved: takeSlots(tensors, part, path) }));
  assignAll(networkWeights(model), tensors, path);
  for (const { holder, saved } of slots) {
    const weights = saved.map(([name, values]) => ({ name, tensor: restored(values) }));
    await holder.setWeights(weights);
    tf.dispose(weights.map(({ tensor }) => tensor));
  }
  return state;
}

function networkWeights({ parts }: HasParts): Map<string, tf.Variable> {
  const networks = Object.entries(parts).flatMap(([name, part]) =>
    part instanceof tf.LayersModel ? [...namedWeights(part, `${name}.`)] : [],
  );
  return new Map(networks);
}

const stateful = ({ parts }: HasParts): [string, Stateful][] =>
  Object.entries(parts).flatMap(([name, part]) => (part instanceof tf.LayersModel ? [] : [[name, part]]));

/** The optimizers' learning rates, the pools' capacities and the like, e.g. `optimizerG.learningRate`. */
export function optimizerSettings(model: HasParts): Settings {
  const entries = stateful(model).flatMap(([part, holder]) =>
    Object.entries(holder.getConfig()).map(([key, value]) => [`${part}.${key}`, value as Settings[string]] as const),
  );
  return Object.fromEntries(entries);
}

/** Takes a part's slots out of the file's tensors, in the order in which its getWeights gave them. */
function takeSlots(tensors: Map<string, StoredTensor>, part: string, path: string): [string, StoredTensor][] {
  const slots = [...tensors].filter(([name]) => name.startsWith(`${part}.`));
  if (slots.length === 0) throw new Error(`'${path}' has no state of this model's optimizer '${part}'.`);
  for (const [name] of slots) tensors.delete(name);
  const numberOf = (name: string) => Number(name.slice(part.length + 1).split('.')[0]);
  return slots.sort(([a], [b]) => numberOf(a) - numberOf(b));
}
