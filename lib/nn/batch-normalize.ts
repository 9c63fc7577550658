// Ioffe and Szegedy 2015, "Batch normalization: accelerating deep network training by reducing internal covariate
// shift", arXiv:1502.03167, section 3.
import { tf } from '../backend/tf';
import { hasNativeOps, nativeOp } from './native';

/** The normalised batch, its moments by channel ([C]; the variance unbiased), and what the gradient needs again. */
interface Normalized {
  y: tf.Tensor;
  mean: tf.Tensor;
  variance: tf.Tensor;
  kept: tf.Tensor[];
}

/** One way to compute it. `backward` gives the derivatives by x, gamma and beta. */
interface Kernel {
  forward(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, epsilon: number): Normalized;
  backward(dy: tf.Tensor, x: tf.Tensor, gamma: tf.Tensor, kept: tf.Tensor[], epsilon: number): tf.Tensor[];
}

/**
 * Algorithm 1: y = gamma (x - mean) / sqrt(variance + epsilon) + beta, with the mean and the (biased) variance that
 * the batch has in each channel.
 *
 * @param x [B, ..., C]
 * @param gamma [C]
 * @param beta [C]
 * @param see is shown the mean and the unbiased variance, [C] each
 */
export function batchNormalize(
  x: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  epsilon: number,
  see: (mean: tf.Tensor, variance: tf.Tensor) => void,
): tf.Tensor {
  const kernel = hasNativeOps() && x.rank === 4 ? native : portable;
  const normalize = tf.customGrad((...inputs) => {
    const [x, gamma, beta, save] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const { y, mean, variance, kept } = kernel.forward(x, gamma, beta, epsilon);
    see(mean, variance);
    save([x, gamma, ...kept]);
    const gradFunc = (dy: tf.Tensor, [x, gamma, ...kept]: tf.Tensor[]) => {
      // In a gradient of a gradient tfjs must see how the moments come from x, so they are taken anew.
      const nested = tf.engine().state.gradientDepth > 0;
      if (nested) return portable.backward(dy, x!, gamma!, moments(x!), epsilon);
      return kernel.backward(dy, x!, gamma!, kept, epsilon);
    };
    return { value: y, gradFunc };
  });
  return normalize(x, gamma, beta);
}

const batchAxes = (x: tf.Tensor) => [...Array(x.rank - 1).keys()];

/** [mean, biased variance] */
function moments(x: tf.Tensor): tf.Tensor[] {
  const { mean, variance } = tf.moments(x, batchAxes(x));
  return [mean, variance];
}

const portable: Kernel = {
  forward(x, gamma, beta, epsilon) {
    const [mean, variance] = moments(x) as [tf.Tensor1D, tf.Tensor1D];
    const y = tf.batchNorm(x, mean, variance, beta, gamma, epsilon);
    const n = x.size / gamma.size;
    return { y, mean, variance: tf.mul(variance, n / Math.max(n - 1, 1)), kept: [mean, variance] };
  },
  backward(dy, x, gamma, [mean, variance], epsilon) {
    const n = x.size / gamma.size;
    const axes = batchAxes(x);
    const inverseDeviation = tf.rsqrt(tf.add(variance!, epsilon));
    const xHat = tf.mul(tf.sub(x, mean!), inverseDeviation);
    const dBeta = tf.sum(dy, axes);
    const dGamma = tf.sum(tf.mul(dy, xHat), axes);
    const pulled = tf.div(tf.add(dBeta, tf.mul(xHat, dGamma)), n);
    const dx = tf.mul(tf.mul(gamma, inverseDeviation), tf.sub(dy, pulled));
    return [dx, dGamma, dBeta];
  },
};

const attributes = (epsilon: number) => ({
  T: { type: 'float32' as const },
  U: { type: 'float32' as const },
  data_format: { string: 'NHWC' },
  is_training: { bool: true },
  epsilon: { float: epsilon },
});

/** TensorFlow's own kernels for images: one pass over the batch instead of ten. */
const native: Kernel = {
  forward(x, gamma, beta, epsilon) {
    const none = tf.tensor1d([]); // the running averages, which it would only need outside of a training
    const settings = { ...attributes(epsilon), exponential_avg_factor: { float: 1 } };
    const outputs = nativeOp('FusedBatchNormV3', [x, gamma, beta, none, none], settings, 6);
    const [y, mean, variance, ...kept] = outputs as [tf.Tensor, tf.Tensor, tf.Tensor, ...tf.Tensor[]];
    return { y, mean, variance, kept };
  },
  backward(dy, x, gamma, kept, epsilon) {
    return nativeOp('FusedBatchNormGradV3', [dy, x, gamma, ...kept], attributes(epsilon), 5).slice(0, 3);
  },
};
