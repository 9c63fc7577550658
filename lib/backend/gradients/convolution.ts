import * as tf from '@tensorflow/tfjs';
import { repair, run, type Repair } from './repair';

interface Conv {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dilations: number | [number, number];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const pair = (n: number | [number, number]): [number, number] => (typeof n === 'number' ? [n, n] : n);

/** d - 1 zeros between the entries along the first axis of x [n, m]: [(n - 1) d + 1, m] */
function spread(x: tf.Tensor2D, d: number): tf.Tensor2D {
  const [n, m] = x.shape;
  const apart = tf.pad(x.reshape([n, 1, m]), [[0, 0], [0, d - 1], [0, 0]]); // prettier-ignore
  return apart.reshape<tf.Tensor2D>([n * d, m]).slice(0, (n - 1) * d + 1);
}

/** The entries without what lies between them: [(n - 1) d + 1, m] -> [n, m] */
function gathered(x: tf.Tensor2D, d: number): tf.Tensor2D {
  const [length, m] = x.shape;
  const n = (length - 1) / d + 1;
  const apart = tf.pad(x, [[0, d - 1], [0, 0]]).reshape<tf.Tensor3D>([n, d, m]); // prettier-ignore
  return apart.slice([0, 0, 0], [n, 1, m]).reshape([n, m]);
}

/** `along` both spatial axes of a filter [h, w, input, output], one after the other: no engine is sure of six axes. */
function onBothAxes(
  along: (x: tf.Tensor2D, d: number) => tf.Tensor2D,
  filter: tf.Tensor,
  dilations: Conv['dilations'],
) {
  const [dh, dw] = pair(dilations);
  const [h, w, input, output] = filter.shape as [number, number, number, number];
  const rows = along(filter.reshape([h, -1]), dh);
  const height = rows.shape[0];
  const columns = tf.transpose(rows.reshape([height, w, input * output]), [1, 0, 2]).reshape<tf.Tensor2D>([w, -1]);
  const both = along(columns, dw);
  return tf.transpose(both.reshape<tf.Tensor4D>([both.shape[0], height, input, output]), [1, 0, 2, 3]);
}

/** A filter with d - 1 zeros between its taps along both axes: convolving with it is convolving with dilation d. */
const dilate = (filter: tf.Tensor, dilations: Conv['dilations']) => onBothAxes(spread, filter, dilations);

/** The taps of a dilated filter, without the zeros between. */
const undilate = (filter: tf.Tensor, dilations: Conv['dilations']) => onBothAxes(gathered, filter, dilations);

const conv2d = repair<Conv>(
  'Conv2D',
  'throws for dilation rates greater than 1 (tensorflow/tfjs issue 7906)',
  ['x', 'filter'],
  (dy, [x, filter], { dilations, ...attrs }) => {
    const plain = Math.max(...pair(dilations)) === 1;
    const wide = () => (plain ? filter! : dilate(filter!, dilations));
    return {
      x: () => run('Conv2DBackpropInput', { dy, filter: wide() }, { ...attrs, inputShape: x!.shape }),
      filter: () => {
        const filterShape = wide().shape;
        const gradient = run('Conv2DBackpropFilter', { x: x!, dy }, { ...attrs, filterShape });
        return plain ? gradient : undilate(gradient, dilations);
      },
    };
  },
);

const depthwise = repair<Omit<Conv, 'dilations'> & { dilations: Conv['dilations'] | null }>(
  'DepthwiseConv2dNative',
  'throws for dilation rates greater than 1',
  ['x', 'filter'],
  (dy, [x, filter], { dilations: given, ...attrs }) => {
    const dilations = given ?? 1; // tf.layers gives null
    const plain = Math.max(...pair(dilations)) === 1;
    const wide = () => (plain ? filter! : dilate(filter!, dilations));
    const narrow = { ...attrs, dilations: 1 };
    return {
      x: () => run('DepthwiseConv2dNativeBackpropInput', { dy, filter: wide() }, { ...narrow, inputShape: x!.shape }),
      filter: () => {
        const filterShape = wide().shape;
        const gradient = run('DepthwiseConv2dNativeBackpropFilter', { x: x!, dy }, { ...narrow, filterShape });
        return plain ? gradient : undilate(gradient, dilations);
      },
    };
  },
);

const absent = 'has no gradient, so the second derivative of the convolution throws';

const secondDerivatives: Repair[] = [
  repair<Conv>('Conv2DBackpropFilter', absent, ['x', 'dy'], (ddw, [x, dy], attrs) => ({
    x: () => run('Conv2DBackpropInput', { dy: dy!, filter: ddw }, { ...attrs, inputShape: x!.shape }),
    dy: () => run('Conv2D', { x: x!, filter: ddw }, { ...attrs, dilations: 1 }),
  })),
  repair<Conv>('DepthwiseConv2dNativeBackpropInput', absent, ['dy', 'filter'], (ddx, [dy, filter], attrs) => ({
    dy: () => run('DepthwiseConv2dNative', { x: ddx, filter: filter! }, attrs),
    filter: () =>
      run('DepthwiseConv2dNativeBackpropFilter', { x: ddx, dy: dy! }, { ...attrs, filterShape: filter!.shape }),
  })),
  repair<Conv>('DepthwiseConv2dNativeBackpropFilter', absent, ['x', 'dy'], (ddw, [x, dy], attrs) => ({
    x: () => run('DepthwiseConv2dNativeBackpropInput', { dy: dy!, filter: ddw }, { ...attrs, inputShape: x!.shape }),
    dy: () => run('DepthwiseConv2dNative', { x: x!, filter: ddw }, attrs),
  })),
];

const volumes: Repair[] = [
  repair<object>('Conv3DBackpropInputV2', absent, ['dy', 'filter'], (ddx, [dy, filter], attrs) => ({
    dy: () => run('Conv3D', { x: ddx, filter: filter! }, { ...attrs, dilations: 1 }),
    filter: () => run('Conv3DBackpropFilterV2', { x: ddx, dy: dy! }, { ...attrs, filterShape: filter!.shape }),
  })),
  repair<object>('Conv3DBackpropFilterV2', absent, ['x', 'dy'], (ddw, [x, dy], attrs) => ({
    x: () => run('Conv3DBackpropInputV2', { dy: dy!, filter: ddw }, { ...attrs, inputShape: x!.shape }),
    dy: () => run('Conv3D', { x: x!, filter: ddw }, { ...attrs, dilations: 1 }),
  })),
];

export const convolution: Repair[] = [conv2d, depthwise, ...secondDerivatives, ...volumes];
