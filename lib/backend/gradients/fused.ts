import * as tf from '@tensorflow/tfjs';
import { recording } from './tape';

type Conv2D = Parameters<typeof tf.fused.conv2d>[0];
type MatMul = Parameters<typeof tf.fused.matMul>[0];

/** While a gradient is recorded, the fused op with no activation is taken apart; with one, tfjs does that itself. */
const takesApart = ({ activation = 'linear' }: Pick<Conv2D, 'activation'>) => recording() && activation === 'linear';

const plus = (y: tf.Tensor, bias: Conv2D['bias']) => (bias ? tf.add(y, bias) : y);

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
  tf.fused.matMul = (a: MatMul) =>
    takesApart(a) ? plus(tf.matMul(a.a, a.b, a.transposeA, a.transposeB), a.bias) : matMul(a);
}
