import * as tf from '@tensorflow/tfjs';
import { unbroadcast } from './gradients/repair';
import { recording } from './gradients/tape';

/*
 * Batch normalisation in training (Ioffe, Szegedy 2015, arXiv:1502.03167, Algorithm 1) as one kernel and one gradient
 * kernel. tfjs composes it of some forty; that is slow, and throws without scale or center (tensorflow/tfjs issue 2868).
 *
 *   BatchNormTraining      x [..., C], gamma [C], beta [C], epsilon -> y [..., C], mean [C], variance [C] (biased),
 *                          and what else the engine wants back
 *   BatchNormTrainingGrad  dy, x, gamma, then the outputs above from mean on -> dx, dgamma, dbeta
 */
export interface BatchNorm {
  epsilon: number;
}

/** Means of x [..., C] over what is normalised together, in a shape that broadcasts to x's. */
type Means = (x: tf.Tensor) => tf.Tensor;

/** Mean and biased variance of each channel of x [..., C]. */
export function statistics(x: tf.Tensor, means: Means = channelMeans) {
  const mean = means(x);
  const variance = means(x.sub(mean).square());
  return { mean, variance };
}

/** A product with ones is the fastest sum that every engine has. */
const channelMeans = (x: tf.Tensor): tf.Tensor => {
  const channels = x.shape[x.rank - 1]!;
  const rows = x.size / channels;
  return tf
    .matMul(tf.ones<tf.Rank.R2>([1, rows]), x.reshape<tf.Tensor2D>([rows, channels]))
    .div(rows)
    .reshape([-1]);
};

/** dL/dx, dL/dgamma, dL/dbeta: the paper's section 3 with its sums worked out, in ops that can be differentiated. */
export function backpropagate(
  dy: tf.Tensor,
  x: tf.Tensor,
  gamma: tf.Tensor,
  { mean, variance }: { mean: tf.Tensor; variance: tf.Tensor },
  { epsilon }: BatchNorm,
  means: Means = channelMeans,
): tf.Tensor[] {
  const inverse = tf.rsqrt(variance.add(epsilon));
  const normal = x.sub(mean).mul(inverse);
  const meanDy = means(dy);
  const meanDyNormal = means(dy.mul(normal));
  const dx = dy.sub(meanDy).sub(normal.mul(meanDyNormal)).mul(inverse.mul(gamma));
  const sums = (mean: tf.Tensor) => unbroadcast(mean.mul(x.size / mean.size), gamma);
  return [dx, sums(meanDyNormal), sums(meanDy)];
}

/** Only y carries a gradient: mean and variance go nowhere but into the moving averages. */
const gradient: tf.GradConfig = {
  kernelName: 'BatchNormTraining',
  inputsToSave: ['x', 'gamma'],
  outputsToSave: [false, true, true, true, true, true],
  gradFunc: (dys, saved, attrs) => {
    const [dy] = dys as tf.Tensor[];
    const [x, gamma, ...outputs] = saved;
    const [dx, dgamma, dbeta] = recording()
      ? backpropagate(dy!, x!, gamma!, statistics(x!), attrs as unknown as BatchNorm)
      : tf.engine().runKernel<tf.Tensor[]>('BatchNormTrainingGrad', [dy!, x!, gamma!, ...outputs] as never, attrs);
    return { x: () => dx!, gamma: () => dgamma!, beta: () => dbeta! };
  },
};

/** The private parts of tf.layers' BatchNormalization that we need. */
interface Layer {
  axis: number;
  epsilon: number;
  momentum: number;
  gamma?: tf.LayerVariable;
  beta?: tf.LayerVariable;
  movingMean: tf.LayerVariable;
  movingVariance: tf.LayerVariable;
  call: (this: Layer, inputs: tf.Tensor | tf.Tensor[], options: { training?: boolean }) => tf.Tensor;
}

function normalize(layer: Layer, x: tf.Tensor): tf.Tensor {
  const channels = x.shape[x.rank - 1]!;
  const gamma = layer.gamma?.read() ?? tf.ones([channels]);
  const beta = layer.beta?.read() ?? tf.zeros([channels]);
  const inputs = { x, gamma, beta };
  const outputs = tf.engine().runKernel<tf.Tensor[]>('BatchNormTraining', inputs, { epsilon: layer.epsilon });
  const [y, mean, variance] = outputs as [tf.Tensor, tf.Tensor, tf.Tensor];
  const blend = (moving: tf.LayerVariable, batch: tf.Tensor) => {
    const old = moving.read();
    moving.write(old.sub(old.sub(batch).mul(1 - layer.momentum)));
  };
  blend(layer.movingMean, mean);
  blend(layer.movingVariance, variance);
  return y;
}

const hasKernel = () => (tf.getKernel('BatchNormTraining', tf.getBackend()) as unknown) !== undefined;

/** Sends tf.layers.batchNormalization through the kernels when it trains along the last axis, on engines with them. */
export function replaceBatchNormalization(): void {
  tf.registerGradient(gradient);
  const layer = Object.getPrototypeOf(tf.layers.batchNormalization()) as Layer;
  const shipped = layer.call;
  layer.call = function (inputs, options) {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const isLastAxis = this.axis === -1 || this.axis === x.rank - 1;
    if (!options.training || !isLastAxis || !hasKernel()) return shipped.call(this, inputs, options);
    return tf.tidy(() => normalize(this, x));
  };
}

/**
 * Each column of x [M, N] to mean 0 and (biased) variance 1, but for epsilon: what all normalisations come down to.
 * One kernel and one gradient kernel where the engine has them.
 */
export function standardizeColumns(x: tf.Tensor, epsilon: number): tf.Tensor {
  if (!hasKernel()) {
    const { mean, variance } = statistics(x);
    return x.sub(mean).mul(tf.rsqrt(variance.add(epsilon)));
  }
  const columns = x.shape[1]!;
  const inputs = { x, gamma: tf.ones([columns]), beta: tf.zeros([columns]) };
  return tf.engine().runKernel<tf.Tensor[]>('BatchNormTraining', inputs, { epsilon })[0]!;
}
