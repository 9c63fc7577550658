import * as tf from '@tensorflow/tfjs';
import { dense, hasDense } from '../dense';
import { recording } from './tape';

type Conv2D = Parameters<typeof tf.fused.conv2d>[0];
type MatMul = Parameters<typeof tf.fused.matMul>[0];
type Activation = Parameters<typeof dense>[3];

/**
 * Without bias and activation there is nothing to fuse, and without activation the fused op is taken apart while a
 * gradient is recorded; with one, tfjs does that itself. (tf.layers says null for none.)
 */
const takesApart = ({ activation, bias }: Pick<Conv2D, 'activation' | 'bias'>) =>
  ((activation as typeof activation | null) ?? 'linear') === 'linear' && (recording() || !bias);

const plus = (y: tf.Tensor, bias: Conv2D['bias']) => (bias ? tf.add(y, bias) : y);

/** A dense layer of two-dimensional data, on an engine that does it at once. */
function isDense({ a, b, bias, activation = 'linear', transposeA, transposeB }: MatMul): boolean {
  const sides = [a, b, bias];
  return (
    hasDense() &&
    (activation === 'linear' || activation === 'relu') &&
    transposeA !== true &&
    transposeB !== true &&
    sides.every((x, i) => x instanceof tf.Tensor && x.dtype === 'float32' && x.rank === (i < 2 ? 2 : 1) && x.size > 0)
  );
}

/**
 * The fused ops, through which tf.layers runs dense and conv2d, bring a gradient of their own that computes every
 * derivative, asked for or not: with respect to the images in a first layer, or to the discriminator's filters while
 * the generator learns (8 % of the arithmetic of a DCGAN's step). It also refuses dilations. The plain ops compute
 * what is asked for.
 */
export function repairFusedOps(): void {
  const { conv2d, depthwiseConv2d, matMul } = tf.fused;
  const unfused = (op: typeof tf.conv2d | typeof tf.depthwiseConv2d, a: Conv2D) =>
    plus(op(a.x as tf.Tensor4D, a.filter, a.strides, a.pad, a.dataFormat, a.dilations, a.dimRoundingMode), a.bias);
  tf.fused.conv2d = ((a: Conv2D) => (takesApart(a) ? unfused(tf.conv2d, a) : conv2d(a as never))) as typeof conv2d;
  tf.fused.depthwiseConv2d = ((a: Conv2D) =>
    takesApart(a) ? unfused(tf.depthwiseConv2d, a) : depthwiseConv2d(a as never)) as typeof depthwiseConv2d;
  tf.fused.matMul = (a: MatMul) => {
    if (isDense(a))
      return dense(a.a as tf.Tensor, a.b as tf.Tensor, a.bias as tf.Tensor, (a.activation ?? 'linear') as Activation);
    return takesApart(a) ? plus(tf.matMul(a.a, a.b, a.transposeA, a.transposeB), a.bias) : matMul(a);
  };
}
