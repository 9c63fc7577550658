import * as tf from '@tensorflow/tfjs';
import { none, repair, run, type Repair } from './repair';

/*
 * Second derivatives of ops that are linear in their input, or linear almost everywhere (max pooling): the kernel that
 * tfjs runs as their gradient is linear in dy, so the gradient of that kernel is the op itself.
 */
const absent = 'has no gradient, so the second derivative of the forward op throws';

interface Window {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
type Pool = Window & { filterSize: number | [number, number] };
type Depthwise = Window & { dilations: number | [number, number] };

const pools: Repair[] = [
  repair<Pool>('AvgPoolGrad', absent, ['input'], (ddx, [input], { filterSize, strides, pad }) => ({
    dy: () => tf.avgPool(ddx as tf.Tensor4D, filterSize, strides, pad),
    input: none(input!),
  })),
  repair<Pool>('MaxPoolGrad', absent, ['input', 'output'], (ddx, [input, output], attrs) => ({
    dy: () => run('MaxPoolGradGrad', { ddx, input: input!, output: output! }, attrs),
    input: none(input!),
    output: none(output!),
  })),
  repair<Pool>('MaxPoolGradGrad', 'is a kernel of ours', ['input', 'output'], (dy, [input, output], attrs) => ({
    ddx: () => run('MaxPoolGrad', { dy, input: input!, output: output! }, attrs),
    input: none(input!),
    output: none(output!),
  })),
];

const resizes: Repair[] = ['ResizeBilinear', 'ResizeNearestNeighbor'].map((forward) =>
  repair<object>(`${forward}Grad`, absent, ['images', 'dy'], (ddx, [images, dy], attrs) => ({
    dy: () => run(forward, { images: ddx }, { ...attrs, size: dy!.shape.slice(1, 3) }),
    images: none(images!),
  })),
);

const convolutions: Repair[] = [
  repair<Window>('Conv2DBackpropFilter', absent, ['x', 'dy'], (ddw, [x, dy], attrs) => ({
    x: () => run('Conv2DBackpropInput', { dy: dy!, filter: ddw }, { ...attrs, inputShape: x!.shape }),
    dy: () => run('Conv2D', { x: x!, filter: ddw }, { ...attrs, dilations: 1 }),
  })),
  repair<Depthwise>('DepthwiseConv2dNativeBackpropInput', absent, ['dy', 'filter'], (ddx, [dy, filter], attrs) => ({
    dy: () => run('DepthwiseConv2dNative', { x: ddx, filter: filter! }, attrs),
    filter: () =>
      run('DepthwiseConv2dNativeBackpropFilter', { x: ddx, dy: dy! }, { ...attrs, filterShape: filter!.shape }),
  })),
  repair<Depthwise>('DepthwiseConv2dNativeBackpropFilter', absent, ['x', 'dy'], (ddw, [x, dy], attrs) => ({
    x: () => run('DepthwiseConv2dNativeBackpropInput', { dy: dy!, filter: ddw }, { ...attrs, inputShape: x!.shape }),
    dy: () => run('DepthwiseConv2dNative', { x: x!, filter: ddw }, attrs),
  })),
];

/** elu'(x) is 1 above zero and y + 1 below, so d(elu'(x) dy)/dy is elu' again and d/dy gives dy below zero. */
const elu = repair('EluGrad', absent, ['dy', 'y'], (ddx, [dy, y]) => ({
  dy: () => run('EluGrad', { dy: ddx, y: y! }),
  y: () => ddx.mul(dy!).mul(tf.step(y!.neg())),
}));

export const linear: Repair[] = [...pools, ...resizes, ...convolutions, elu];
