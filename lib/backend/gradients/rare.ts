import * as tf from '@tensorflow/tfjs';
import { dilation } from './dilation';
import { MissingGradientError } from './missing';
import { keepTape } from './tape';
import { none, repair, type Repair } from './repair';

/** The gradient of an op by that of the same op written with others, which has derivatives of every order. */
// The attributes' type is the caller's promise, as in repair().
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
function byParts<Attrs>(
  kernel: string,
  why: string,
  inputs: string[],
  written: (inputs: tf.Tensor[], attrs: Attrs) => tf.Tensor,
): Repair {
  return repair<Attrs>(kernel, why, inputs, (dy, saved, attrs) => {
    const gradients = () => keepTape(() => tf.grads((...xs: tf.Tensor[]) => written(xs, attrs))(saved, dy));
    return Object.fromEntries(inputs.map((name, i) => [name, () => gradients()[i]!]));
  });
}

const absent = 'has no gradient';

const cumprod = byParts<{ axis: number; exclusive: boolean; reverse: boolean }>(
  'Cumprod',
  absent,
  ['x'],
  ([x], { axis, exclusive, reverse }) => {
    const factors = tf.unstack(x!, axis);
    if (reverse) factors.reverse();
    const products: tf.Tensor[] = [];
    let product = tf.onesLike(factors[0]!);
    for (const factor of factors) {
      const next = product.mul(factor);
      products.push(exclusive ? product : next);
      product = next;
    }
    if (reverse) products.reverse();
    return tf.stack(products, axis);
  },
);

/** The product of numbers along the axes, as a product of tensors. */
const prod = byParts<{ axis: number | number[] }>('Prod', 'has no second derivative', ['x'], ([x], { axis }) => {
  const axes = tf.util.parseAxisParam(axis, x!.shape);
  const kept = x!.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const keptShape = kept.map((i) => x!.shape[i]!);
  const factors = tf.transpose(x!, [...axes, ...kept]).reshape([-1, ...keptShape]);
  return tf.unstack(factors).reduce((product, factor) => product.mul(factor));
});

const lrn = byParts<{ depthRadius: number; bias: number; alpha: number; beta: number }>(
  'LRN',
  'has no second derivative',
  ['x'],
  ([x], { depthRadius, bias, alpha, beta }) => {
    const channels = x!.shape.at(-1)!;
    const window = tf.linalg.bandPart(tf.ones([channels, channels]), depthRadius, depthRadius);
    const squares = tf.matMul(x!.square().reshape([-1, channels]), window).reshape(x!.shape);
    return x!.div(squares.mul(alpha).add(bias).pow(beta));
  },
);

const diag = byParts('Diag', absent, ['x'], ([x]) =>
  tf
    .eye(x!.size)
    .mul(x!.reshape([-1]))
    .reshape([...x!.shape, ...x!.shape]),
);

const tensorScatterUpdate = repair(
  'TensorScatterUpdate',
  absent,
  ['tensor', 'indices', 'updates'],
  (dy, [, indices, updates]) => ({
    tensor: () => dy.mul(tf.scatterND(indices!, tf.onesLike(updates!), dy.shape).equal(0).toFloat()),
    indices: none(indices!),
    updates: () => tf.gatherND(dy, indices!),
  }),
);

/** Of ij,jk->ik the gradient with respect to the first is ik,jk->ij: what is summed for one stands free in the other. */
function einsumGradient(dy: tf.Tensor, inputs: tf.Tensor[], equation: string): Record<string, () => tf.Tensor> {
  const [operands, output] = equation.replace(/\s/g, '').split('->') as [string, string];
  const names = operands.split(',');
  const gradient = (i: number) => () => {
    const others = names.filter((_, j) => j !== i);
    const known = output + others.join('');
    if (Array.from(names[i]!).some((axis) => !known.includes(axis))) throw new MissingGradientError('Einsum');
    const terms = [output, ...others].join(',');
    return tf.einsum(`${terms}->${names[i]!}`, dy, ...inputs.filter((_, j) => j !== i));
  };
  return Object.fromEntries(inputs.map((_, i) => [String(i), gradient(i)]));
}

const einsum: Repair = {
  kernelName: 'Einsum',
  why: absent,
  saveAllInputs: true,
  gradFunc: (dy, saved, attrs) =>
    einsumGradient(dy as tf.Tensor, saved, (attrs as unknown as { equation: string }).equation),
};

/** The k largest along the last axis: each is one element of x. */
const topK: Repair = {
  kernelName: 'TopK',
  why: absent,
  inputsToSave: ['x'],
  outputsToSave: [false, true],
  gradFunc: (dys, [x, indices]) => {
    const [dy] = dys as tf.Tensor[];
    const taken = () => tf.oneHot(indices as tf.Tensor1D, x!.shape.at(-1)!, 1, 0, 'float32');
    return { x: () => dy!.expandDims(-1).mul(taken()).sum(-2) };
  },
};

const dilation2d = byParts(
  'Dilation2D',
  'has no second derivative, and on wasm takes the largest of negative numbers for 0, silently',
  ['x', 'filter'],
  dilation,
);

/** What generative models seldom use. */
export const rare: Repair[] = [cumprod, prod, lrn, diag, tensorScatterUpdate, einsum, topK, dilation2d];
