// Kingma, Salimans, Jozefowicz, Chen, Sutskever, Welling 2016, "Improved variational inference with inverse
// autoregressive flow", arXiv:1606.04934, section 3 and Algorithm 1.
import { tf } from '../backend/tf';
import { checkCount } from '../math/check';
import { forward } from './forward';
import { hiddenDegrees, maskedDense } from './layers';

export interface FlowConfig {
  /** D, the length of z */
  variables: number;
  /** C, the length of the context h that every step sees; 0 for none */
  context: number;
  /** units of the one hidden layer of a step's MADE */
  hidden: number;
}

/** What went through a flow, and log |det dz/dz_0|, nats, of each row. */
export interface Transported {
  /** [N, D] */
  readonly z: tf.Tensor2D;
  /** [N] */
  readonly logDeterminant: tf.Tensor1D;
}

const mode = { training: false };
/** Section 3 ends: sigma = sigmoid(s) near 1 at the start, so that a step begins close to the identity. */
const OPEN_GATE = 2;

/**
 * The network of a step, a MADE: z and the context h, [N, D + C] -> m and s, [N, 2 D], where m_i and s_i know z_1 ..
 * z_{i-1} and all of h.
 * @throws RangeError when a size is not a whole number: variables and hidden from 1, context from 0
 */
export function flowNetwork({ variables, context, hidden }: FlowConfig): tf.Sequential {
  checkCount(variables, 'flow: variables');
  checkCount(context, 'flow: context', 0);
  checkCount(hidden, 'flow: hidden');
  const order = Array.from({ length: variables }, (_, i) => i + 1);
  const inputDegrees = [...order, ...Array.from({ length: context }, () => 0)];
  const degrees = hiddenDegrees(hidden, inputDegrees, variables);
  const net = tf.sequential({
    layers: [
      maskedDense({ inputDegrees, outputDegrees: degrees, activation: 'relu', inputShape: [variables + context] }),
      maskedDense({ inputDegrees: degrees, outputDegrees: [...order, ...order], strict: true }),
    ],
  });
  const output = net.layers[1]!;
  tf.tidy(() => {
    const [kernel, , mask] = output.getWeights() as [tf.Tensor, tf.Tensor, tf.Tensor];
    const bias = tf.concat([tf.zeros([variables]), tf.fill([variables], OPEN_GATE)]);
    output.setWeights([kernel.mul(0.1), bias, mask]);
  });
  return net;
}

/** m and s of a step, each [N, D]. */
const gates = (net: tf.LayersModel, z: tf.Tensor2D, h: tf.Tensor2D) =>
  tf.split(forward(net, tf.concat([z, h], 1), mode), 2, 1) as [tf.Tensor2D, tf.Tensor2D];

/**
 * Steps of an inverse autoregressive flow, equations 13 and 14: z <- sigma z + (1 - sigma) m with sigma = sigmoid(s), and
 * between two steps the order of the variables is reversed, so that the first becomes the last. All variables move at
 * once. Its determinant is the product of the sigmas.
 * @param steps a flowNetwork each
 * @param z0 [N, D]
 * @param h the context of each row, [N, C]
 */
export const flow = (steps: readonly tf.LayersModel[], z0: tf.Tensor2D, h: tf.Tensor2D): Transported =>
  tf.tidy(() => {
    let z = z0;
    let logDeterminant = tf.zeros<tf.Rank.R1>([z0.shape[0]]);
    steps.forEach((net, t) => {
      if (t > 0) z = z.reverse(1);
      const [m, s] = gates(net, z, h);
      const sigma = tf.sigmoid(s);
      z = m.add(z.sub(m).mul(sigma));
      logDeterminant = logDeterminant.sub(tf.softplus(s.neg()).sum(1)); // log sigmoid(s) = -softplus(-s)
    });
    return { z, logDeterminant };
  });

/**
 * The way back, z [N, D] -> z0 [N, D]: D passes for each step, one variable after the other, since m_i and s_i must know
 * the variables before i. This is why the flow is used where only the way forth is needed.
 */
export const inverseFlow = (steps: readonly tf.LayersModel[], z: tf.Tensor2D, h: tf.Tensor2D): tf.Tensor2D =>
  tf.tidy(() => {
    let now = z;
    for (const [i, net] of [...steps].reverse().entries()) {
      if (i > 0) now = now.reverse(1);
      now = inverseStep(net, now, h);
    }
    return now;
  });

function inverseStep(net: tf.LayersModel, z: tf.Tensor2D, h: tf.Tensor2D): tf.Tensor2D {
  const [N, D] = z.shape;
  let known: tf.Tensor2D = tf.zeros([N, 0]);
  for (let i = 0; i < D; i++) {
    const [m, s] = gates(
      net,
      known.pad([
        [0, 0],
        [0, D - i],
      ]),
      h,
    ).map((gate) => gate.slice([0, i], [N, 1]));
    const next = m!.add(z.slice([0, i], [N, 1]).sub(m!).div(tf.sigmoid(s!)));
    known = tf.concat([known, next], 1) as tf.Tensor2D;
  }
  return known;
}
