import { setKernel } from './kernel';
import { resolveSlice, type StridedSlice } from '../strided';

const noMasks = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };

/**
 * tfjs's kernel takes wrong elements when one index is a number and another has a stride, as in x[1, 4:0:-3]: it is
 * asked for the slice of full rank, and the axes that fall away are taken off here.
 */
export function setStridedSliceKernel(): void {
  setKernel<StridedSlice>(['wasm', 'cpu'], 'StridedSlice', ({ x }, attrs, shipped) => {
    const { begin, end, strides, finalShape } = resolveSlice(x!, attrs);
    // An end of -1 is "past the first element" here, but would be read as "the last one": a mask says it right.
    const endMask = end.reduce((mask, e, axis) => mask | (e < 0 ? 1 << axis : 0), 0);
    const slice = shipped({ x: x! }, { begin, end, strides, ...noMasks, endMask });
    const result = slice.reshape(finalShape);
    slice.dispose();
    return result;
  });
}
