import * as tf from '@tensorflow/tfjs';
import { setKernel } from '../kernels/kernel';
import { execute, flag, integers } from './operation';

/** x under another shape or type that is its own: nothing to do. */
function same(x: tf.TensorInfo): tf.TensorInfo {
  tf.backend().incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}

interface Reduction {
  axis: number | number[];
  keepDims: boolean;
}

/*
 * What tfjs-node does as well, but it makes a tensor of each shape and each list of axes, and runs an operation where
 * nothing changes.
 */
export function setLayoutKernels(): void {
  setKernel<{ shape: number[] }>(['tensorflow'], 'Reshape', ({ x }, { shape }) =>
    tf.util.arraysEqual(shape, x!.shape) ? same(x!) : execute('Reshape', [], [x!, integers(shape)]),
  );
  setKernel<{ dtype: tf.DataType }>(['tensorflow'], 'Cast', ({ x }, attrs, shipped) =>
    attrs.dtype === x!.dtype ? same(x!) : shipped({ x: x! }, attrs),
  );
  setKernel<Reduction>(['tensorflow'], 'Sum', ({ x }, { axis, keepDims }) => {
    const axes = tf.util.parseAxisParam(axis, x!.shape);
    return execute('Sum', [flag('keep_dims', keepDims)], [x!, integers(axes)]);
  });
}
