import * as tf from '@tensorflow/tfjs';

type Inputs = Record<string, tf.Tensor | null | undefined>;

/** The part of tfjs-core 4.22's engine.ts that records operations for backpropagation. */
interface Recorder {
  isTapeOn(): boolean;
  state: { activeTape: { inputs: Inputs }[] };
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

const engine = () => tf.engine() as unknown as Recorder;

/** Whether somebody will differentiate what is computed now. */
export const recording = () => engine().isTapeOn();

/** Repairs of the tape itself: each mends every op at once. */
export function repairTape(): void {
  recordClonesAfterTheirOp(engine());
  leaveOutAbsentInputs(engine());
}
