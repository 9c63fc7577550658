import type * as tf from '@tensorflow/tfjs';
import { setKernel } from './kernel';
import { view, zeros } from './heap';

/** sum[s] = sum of the rows of x whose segment is s; rows of negative segments are dropped. */
function unsortedSegmentSum(x: tf.Tensor, segmentIds: tf.Tensor, numSegments: number): tf.Tensor {
  const sum = zeros([numSegments, ...x.shape.slice(segmentIds.rank)], x.dtype as tf.NumericDataType);
  const [to, from, ids] = [view(sum), view(x), view(segmentIds)];
  const row = x.size / segmentIds.size;
  ids.forEach((segment, i) => {
    if (segment < 0) return;
    for (let k = 0; k < row; k++) to[segment * row + k]! += from[i * row + k]!;
  });
  return sum;
}

/** The gradient of gather, and so of every embedding; tfjs has none on wasm. */
export function setSegmentKernels(): void {
  setKernel<{ numSegments: number }>(['wasm'], 'UnsortedSegmentSum', ({ x, segmentIds }, { numSegments }) =>
    unsortedSegmentSum(x!, segmentIds!, numSegments),
  );
}
