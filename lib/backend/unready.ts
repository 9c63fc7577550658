import * as tf from '@tensorflow/tfjs';

/** Stands in for an engine until ready() has picked one, and says so when it is asked to compute. */
class Unready extends tf.KernelBackend {
  /** The engine asks for this before it runs any kernel. */
  override numDataIds(): never {
    throw new Error('No engine runs yet: write `await ready();` before the first tensor, layer or model.');
  }
  override write(): never {
    return this.numDataIds();
  }
  override memory() {
    return { unreliable: false };
  }
}

/**
 * Makes tfjs refuse to compute until an engine is chosen. Left alone it would take its pure JavaScript engine, on
 * which a training step that should last a second lasts minutes.
 */
export function refuseUntilReady(): void {
  const name = 'saddlepoint-unready';
  tf.copyRegisteredKernels('cpu', name);
  tf.registerBackend(name, () => new Unready(), Number.MAX_SAFE_INTEGER);
}
