import * as tf from '@tensorflow/tfjs';
import { none, repair, run, type Repair } from './repair';

/*
 * Second derivatives of ops that are linear in their input, or linear almost everywhere (max pooling): the kernel that
 * tfjs runs as their gradient is linear in dy, so the gradient of that kernel is the op itself.
 */
const absent = 'has no gradient, so the second derivative of the forward op throws';

interface Pool {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
}

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

const averages = repair<Pool>('AvgPool3DGrad', absent, ['input'], (ddx, [input], { filterSize, strides, pad }) => ({
  dy: () => tf.avgPool3d(ddx as tf.Tensor5D, filterSize as number, strides as number, pad),
  input: none(input!),
}));

const resizes: Repair[] = ['ResizeBilinear', 'ResizeNearestNeighbor'].map((forward) =>
  repair<object>(`${forward}Grad`, absent, ['images', 'dy'], (ddx, [images, dy], attrs) => ({
    dy: () => run(forward, { images: ddx }, { ...attrs, size: dy!.shape.slice(1, 3) }),
    images: none(images!),
  })),
);

/** elu'(x) is 1 above zero and y + 1 below, so d(elu'(x) dy)/dy is elu' again and d/dy gives dy below zero. */
const elu = repair('EluGrad', absent, ['dy', 'y'], (ddx, [dy, y]) => ({
  dy: () => run('EluGrad', { dy: ddx, y: y! }),
  y: () => ddx.mul(dy!).mul(tf.step(y!.neg())),
}));

export const linear: Repair[] = [...pools, averages, ...resizes, elu];
