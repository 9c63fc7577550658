import * as tf from '@tensorflow/tfjs';
import { MissingGradientError } from './missing';
import { isZero, zeros } from './zeros';

type Inputs = Record<string, tf.Tensor | null | undefined>;

interface Node {
  inputs: Inputs;
  gradient?: (dys: tf.Tensor[]) => Record<string, () => tf.Tensor>;
}

/** The part of tfjs-core 4.22's engine.ts that records operations for backpropagation. */
interface Recorder {
  isTapeOn(): boolean;
  state: { activeTape: Node[] };
  clone(x: tf.Tensor): tf.Tensor;
  getTensorsForGradient(kernel: string, inputs: Inputs, outputs: tf.Tensor[]): (tf.Tensor | null | undefined)[];
  addTapeNode(
    kernel: string,
    inputs: Inputs,
    outputs: tf.Tensor[],
    gradient: unknown,
    saved: tf.Tensor[],
    attrs: unknown,
  ): void;
}

/** A second tensor on the same memory, which the tape has never seen. */
export function alias<T extends tf.Tensor>(x: T): T {
  tf.backend().incRef(x.dataId);
  return tf.engine().makeTensorFromTensorInfo(x) as T;
}

/**
 * What an op's gradient needs is saved as a clone, and tfjs records each clone as an operation: before the op, even
 * where it is of the op's OUTPUT (tanh, sigmoid, exp, softmax, elu, pow, max ...). Whoever then walks the tape forward
 * from x meets the clone before it knows that the output depends on x, and the second derivative loses a term, silently.
 * Here a clone is recorded when a gradient uses it and is itself recorded, which only happens for second derivatives:
 * the tape of a first derivative is a third as long.
 */
function recordClonesWhenUsed(recorder: Recorder): void {
  const originals = new WeakMap<tf.Tensor, tf.Tensor>();
  recorder.clone = (x) => {
    const clone = alias(x);
    originals.set(clone, x);
    return clone;
  };
  const record = recorder.addTapeNode.bind(recorder);
  const recordClone = (clone: tf.Tensor) => {
    const x = originals.get(clone);
    if (x && originals.delete(clone)) record('Identity', { x }, [clone], undefined, [], {});
  };
  recorder.addTapeNode = (kernel, inputs, outputs, gradient, saved, attrs) => {
    record(kernel, inputs, outputs, gradient, saved, attrs);
    const node = recorder.state.activeTape.at(-1)!;
    const compute = node.gradient;
    if (!compute || saved.length === 0) return;
    node.gradient = (dys) => {
      if (recorder.isTapeOn()) saved.forEach(recordClone);
      return compute(dys);
    };
  };
}

const isPresent = <T>(x: T | null | undefined): x is T => x !== null && x !== undefined;

/**
 * An optional input that is absent (batchNormalization without scale or center) reaches the engine as null, and it
 * stumbles twice: when it saves inputs and when it records them (tensorflow/tfjs issue 2868).
 */
function leaveOutAbsentInputs(recorder: Recorder): void {
  const save = recorder.getTensorsForGradient.bind(recorder);
  recorder.getTensorsForGradient = (kernel, inputs, outputs) => save(kernel, inputs, outputs).filter(isPresent);
  const record = recorder.addTapeNode.bind(recorder);
  recorder.addTapeNode = (kernel, inputs, ...rest) => {
    const areAllPresent = Object.values(inputs).every(isPresent);
    const present = () => Object.fromEntries(Object.entries(inputs).filter(([, tensor]) => isPresent(tensor)));
    record(kernel, areAllPresent ? inputs : present(), ...rest);
  };
}

/** An op without a gradient throws an error that says what to do, in place of tfjs's. */
function nameMissingGradients(recorder: Recorder): void {
  const record = recorder.addTapeNode.bind(recorder);
  recorder.addTapeNode = (kernel, ...rest) => {
    record(kernel, ...rest);
    recorder.state.activeTape.at(-1)!.gradient ??= () => {
      throw new MissingGradientError(kernel);
    };
  };
}

/**
 * What flows back from a slope that does not move with x is zero, and stays zero down to the weights: nothing of it is
 * computed. (The penalty of a critic of rectifiers has such a second half.)
 */
function skipZeros(recorder: Recorder): void {
  const record = recorder.addTapeNode.bind(recorder);
  recorder.addTapeNode = (kernel, inputs, ...rest) => {
    record(kernel, inputs, ...rest);
    const node = recorder.state.activeTape.at(-1)!;
    const compute = node.gradient;
    if (!compute) return;
    const nothing = () =>
      Object.fromEntries(Object.entries(node.inputs).map(([name, x]) => [name, () => zeros(x!.shape)]));
    const isNothing = (dy: tf.Tensor | null) => dy === null || isZero(dy); // null: no loss sees this output
    node.gradient = (dys) => (dys.every(isNothing) ? nothing() : compute(dys));
  };
}

const engine = () => tf.engine() as unknown as Recorder;

/** Whether somebody will differentiate what is computed now. */
export const recording = () => engine().isTapeOn();

/** Runs f, which takes gradients of its own, in the middle of a gradient: tfjs would throw the outer tape away. */
export function keepTape<Y>(f: () => Y): Y {
  const { state } = engine();
  const { activeTape } = state;
  try {
    return f();
  } finally {
    state.activeTape = activeTape;
  }
}

/** Repairs of the tape itself: each mends every op at once. */
export function repairTape(): void {
  nameMissingGradients(engine());
  recordClonesWhenUsed(engine());
  skipZeros(engine());
  leaveOutAbsentInputs(engine());
}
