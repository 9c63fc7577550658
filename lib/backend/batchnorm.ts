import * as tf from '@tensorflow/tfjs';
import { recording } from './gradients/tape';

/*
 * Batch normalisation in training (Ioffe, Szegedy 2015, arXiv:1502.03167, Algorithm 1) as one kernel and one gradient
 * kernel. tfjs composes it of some forty; that is slow, and throws without scale or center (tensorflow/tfjs issue 2868).
 *
 *   BatchNormTraining      x [M, C], gamma [C], beta [C], epsilon -> y [M, C], mean [C], variance [C] (biased),
 *                          and what else the engine wants back
 *   BatchNormTrainingGrad  dy, x, gamma, then the outputs above from mean on -> dx, dgamma, dbeta
 */
export interface BatchNorm {
  epsilon: number;
}

/** The gradient in ops that can be differentiated again (the paper's section 3, with the means written out). */
function differentiableGradient(dy: tf.Tensor, x: tf.Tensor, gamma: tf.Tensor, epsilon: number): tf.Tensor[] {
  const { mean, variance } = tf.moments(x, 0);
  const inverse = tf.rsqrt(variance.add(epsilon));
  const normal = x.sub(mean).mul(inverse);
  const centred = dy.sub(dy.mean(0)).sub(normal.mul(dy.mul(normal).mean(0)));
  return [gamma.mul(inverse).mul(centred), dy.mul(normal).sum(0), dy.sum(0)];
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
      ? differentiableGradient(dy!, x!, gamma!, attrs['epsilon'] as number)
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
  const rows = x.reshape([-1, channels]);
  const inputs = { x: rows, gamma, beta };
  const outputs = tf.engine().runKernel<tf.Tensor[]>('BatchNormTraining', inputs, { epsilon: layer.epsilon });
  const [y, mean, variance] = outputs as [tf.Tensor, tf.Tensor, tf.Tensor];
  const blend = (moving: tf.LayerVariable, batch: tf.Tensor) => {
    const old = moving.read();
    moving.write(old.sub(old.sub(batch).mul(1 - layer.momentum)));
  };
  blend(layer.movingMean, mean);
  blend(layer.movingVariance, variance);
  return y.reshape(x.shape);
}

/** Sends tf.layers.batchNormalization through the kernels when it trains along the last axis, on engines with them. */
export function replaceBatchNormalization(): void {
  tf.registerGradient(gradient);
  const layer = Object.getPrototypeOf(tf.layers.batchNormalization()) as Layer;
  const shipped = layer.call;
  layer.call = function (inputs, options) {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const isLastAxis = this.axis === -1 || this.axis === x.rank - 1;
    const hasKernel = (tf.getKernel('BatchNormTraining', tf.getBackend()) as unknown) !== undefined;
    if (!options.training || !isLastAxis || !hasKernel) return shipped.call(this, inputs, options);
    return tf.tidy(() => normalize(this, x));
  };
}
