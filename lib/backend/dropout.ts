import * as tf from '@tensorflow/tfjs';

/*
 * Dropout (Srivastava et al. 2014) draws one number for every hidden unit and example: in JavaScript, that takes longer
 * than the products of the layer before it.
 *
 *   RandomUniform   shape, key: two integers -> uniform on [0, 1), the same for the same key
 */
export interface RandomUniform {
  shape: number[];
  key: [number, number];
}

/** The private parts of tf.layers' Dropout that we need. */
interface Layer {
  rate: number;
  seed?: number | null;
  /** which axes share their mask; none unless the layer is a special one */
  getNoiseShape(x: tf.Tensor): number[] | null | undefined;
  call: (this: Layer, inputs: tf.Tensor | tf.Tensor[], options: { training?: boolean }) => tf.Tensor;
}

/** From Math.random, so that seed(n) and checkpoints determine every mask. */
const drawKey = (): [number, number] => [Math.floor(Math.random() * 2 ** 31), Math.floor(Math.random() * 2 ** 31)];

function drop(x: tf.Tensor, rate: number): tf.Tensor {
  const attrs: RandomUniform = { shape: x.shape, key: drawKey() };
  const u = tf.engine().runKernel<tf.Tensor>('RandomUniform', {}, { ...attrs });
  const kept = tf.floor(u.add(1 - rate)); // 1 with probability 1 - rate, else 0
  return x.mul(kept.div(1 - rate));
}

/** Sends tf.layers.dropout through the kernel when it trains, on engines with it. */
export function replaceDropout(): void {
  const layer = Object.getPrototypeOf(tf.layers.dropout({ rate: 0 })) as Layer;
  const shipped = layer.call;
  layer.call = function (inputs, options) {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const hasKernel = (tf.getKernel('RandomUniform', tf.getBackend()) as unknown) !== undefined;
    const isPlain = this.seed == null && this.getNoiseShape(x) == null && this.rate > 0 && this.rate < 1;
    if (!options.training || !hasKernel || !isPlain) return shipped.call(this, inputs, options);
    return tf.tidy(() => drop(x, this.rate));
  };
}
