import * as tf from '@tensorflow/tfjs';
import { MissingGradientError } from './missing';

type Inputs = Record<string, tf.Tensor | null | undefined>;

interface Node {
  inputs: Inputs;
  gradient?: (dys: tf.Tensor[]) => Record<string, () => tf.Tensor>;
}

/** The part of tfjs-core 4.22's engine.ts that records operations for backpropagation. */
interface Recorder {
  isTapeOn(): boolean;
  state: { activeTape: Node[] };
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

/**
 * A gradient that saves its op's OUTPUT (tanh, sigmoid, exp, softmax, logSoftmax, elu, pow, max ...) saves a clone, and
 * the engine records the clone before the op that makes the output. Whoever then walks the tape forward from x meets
 * the clone before it knows that the output depends on x, and the second derivative loses a term, silently. Here the
 * clones of outputs are recorded after their op.
 */
function recordClonesAfterTheirOp(recorder: Recorder): void {
  const record = recorder.addTapeNode.bind(recorder);
  recorder.addTapeNode = (kernel, inputs, outputs, gradient, saved, attrs) => {
    record(kernel, inputs, outputs, gradient, saved, attrs);
    if (saved.length === 0) return;
    const tape = recorder.state.activeTape;
    const node = tape.pop()!;
    const clones = tape.splice(tape.length - saved.length);
    const isOfOutput = (clone: { inputs: Inputs }) => outputs.includes(clone.inputs['x']!);
    tape.push(...clones.filter((c) => !isOfOutput(c)), node, ...clones.filter(isOfOutput));
  };
}

/**
 * An optional input that is absent (batchNormalization without scale or center) reaches the engine as null, and it
 * stumbles twice: when it saves inputs and when it records them (tensorflow/tfjs issue 2868).
 */
function leaveOutAbsentInputs(recorder: Recorder): void {
  const save = recorder.getTensorsForGradient.bind(recorder);
  recorder.getTensorsForGradient = (kernel, inputs, outputs) =>
    save(kernel, inputs, outputs).filter((tensor) => tensor != null);
  const record = recorder.addTapeNode.bind(recorder);
  recorder.addTapeNode = (kernel, inputs, ...rest) => {
    const present = Object.entries(inputs).filter(([, tensor]) => tensor != null);
    record(kernel, Object.fromEntries(present), ...rest);
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
  recordClonesAfterTheirOp(engine());
  leaveOutAbsentInputs(engine());
}
