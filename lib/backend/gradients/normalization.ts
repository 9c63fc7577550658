import * as tf from '@tensorflow/tfjs';
import { repair, unbroadcast, type Repair } from './repair';

/** y = (x - mean) / sqrt(variance + epsilon) * scale + offset, each broadcast to x. */
const batchNorm = repair<{ varianceEpsilon: number }>(
  'FusedBatchNorm',
  'throws where the statistics are broadcast along another axis than the last, and tiles them to the size of x',
  ['x', 'mean', 'variance', 'scale'],
  (dy, [x, mean, variance, scale], { varianceEpsilon }) => {
    const inverse = () => tf.rsqrt(variance!.add(varianceEpsilon));
    const slope = () => (scale ? inverse().mul(scale) : inverse());
    const sum = (t: tf.Tensor) => unbroadcast(t, mean!);
    return {
      x: () => dy.mul(slope()),
      mean: () => sum(dy).mul(slope()).neg(),
      variance: () =>
        sum(dy.mul(x!.sub(mean!)))
          .mul(slope())
          .mul(inverse().square())
          .mul(-0.5),
      scale: () => sum(dy.mul(x!.sub(mean!))).mul(inverse()),
      offset: () => sum(dy),
    };
  },
);

export const normalization: Repair[] = [batchNorm];
