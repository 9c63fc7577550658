import * as tf from '@tensorflow/tfjs';
import type { BatchNorm } from '../batchnorm';
import { setKernel } from '../kernel';
import { allocate, view } from './heap';

/** Means over the rows of f(x[row, c], row * C + c, c), one for each channel. */
function channelMeans(x: Float32Array, channels: number, f: (x: number, i: number, c: number) => number): Float64Array {
  const sums = new Float64Array(channels);
  for (let i = 0; i < x.length; i += channels) {
    for (let c = 0; c < channels; c++) sums[c]! += f(x[i + c]!, i + c, c);
  }
  return sums.map((sum) => (sum * channels) / x.length);
}

function train(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, epsilon: number): tf.Tensor[] {
  const channels = gamma.size;
  const outputs = [allocate(x.shape), allocate([channels]), allocate([channels])] as const;
  const [y, mean, variance] = outputs.map(view) as [Float32Array, Float32Array, Float32Array];
  const [xs, gammas, betas] = [view(x), view(gamma), view(beta)];
  const means = channelMeans(xs, channels, (x) => x);
  const variances = channelMeans(xs, channels, (x, _i, c) => (x - means[c]!) ** 2);
  mean.set(means);
  variance.set(variances);
  const slope = variances.map((v, c) => gammas[c]! / Math.sqrt(v + epsilon));
  for (let i = 0; i < xs.length; i += channels) {
    for (let c = 0; c < channels; c++) y[i + c] = (xs[i + c]! - means[c]!) * slope[c]! + betas[c]!;
  }
  return [...outputs];
}

/** dx = gamma / s (dy - mean(dy) - xhat mean(dy xhat)), with xhat = (x - mean) / s and s = sqrt(variance + epsilon). */
function backpropagate(inputs: tf.Tensor[], epsilon: number): tf.Tensor[] {
  const [dy, x, gamma, mean, variance] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const channels = gamma.size;
  const outputs = [allocate(x.shape), allocate([channels]), allocate([channels])] as const;
  const [dx, dgamma, dbeta] = outputs.map(view) as [Float32Array, Float32Array, Float32Array];
  const [dys, xs, gammas, means] = [view(dy), view(x), view(gamma), view(mean)];
  const inverse = Float64Array.from(view(variance), (v) => 1 / Math.sqrt(v + epsilon));
  const meanDy = channelMeans(dys, channels, (d) => d);
  const meanDyNormal = channelMeans(dys, channels, (d, i, c) => d * (xs[i]! - means[c]!) * inverse[c]!);
  for (let i = 0; i < xs.length; i += channels) {
    for (let c = 0; c < channels; c++) {
      const normal = (xs[i + c]! - means[c]!) * inverse[c]!;
      dx[i + c] = gammas[c]! * inverse[c]! * (dys[i + c]! - meanDy[c]! - normal * meanDyNormal[c]!);
    }
  }
  const rows = xs.length / channels;
  dgamma.set(meanDyNormal.map((m) => m * rows));
  dbeta.set(meanDy.map((m) => m * rows));
  return [...outputs];
}

/**
 * tfjs's kernel for given statistics takes them to run along the last axis, whatever their shape: others, as
 * batchNormalization({ axis: 1 }) gives, come out wrong. Those are broadcast by plain ops.
 */
function setGivenStatisticsKernel(): void {
  setKernel<{ varianceEpsilon: number }>('wasm', 'FusedBatchNorm', (inputs, attrs, shipped) => {
    const { x, mean, variance, scale, offset } = inputs as Record<string, tf.Tensor | null>;
    if (mean!.rank === 1) return shipped(inputs, attrs);
    return tf.tidy(() => {
      const inverse = tf.rsqrt(variance!.add(attrs.varianceEpsilon));
      const normal = x!.sub(mean!).mul(scale ? inverse.mul(scale) : inverse);
      return offset ? normal.add(offset) : normal;
    });
  });
}

/** Batch normalisation in training: see ../batchnorm. */
export function setBatchNormKernels(): void {
  setGivenStatisticsKernel();
  setKernel<BatchNorm>('wasm', 'BatchNormTraining', ({ x, gamma, beta }, { epsilon }) =>
    train(x!, gamma!, beta!, epsilon),
  );
  setKernel<BatchNorm>('wasm', 'BatchNormTrainingGrad', (inputs, { epsilon }) =>
    backpropagate(Object.values(inputs), epsilon),
  );
}
