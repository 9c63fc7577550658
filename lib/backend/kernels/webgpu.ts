import * as tf from '@tensorflow/tfjs';
import { setKernel } from './kernel';

interface Attrs {
  pad?: 'valid' | 'same' | number;
  halfPixelCenters?: boolean;
  strides?: number[];
}

/** Where kernels of tfjs's WebGPU engine give wrong numbers, silently, and what to write in their place. */
const WRONG: { kernel: string; when: (attrs: Attrs) => boolean; what: string; instead: string }[] = [
  {
    kernel: 'AvgPoolGrad',
    when: ({ pad }) => pad !== 'valid',
    what: "avgPool whose windows reach over the edge (pad 'same') has no derivative",
    instead: "pool with pad 'valid'",
  },
  ...['ResizeBilinear', 'ResizeNearestNeighbor'].map((op) => ({
    kernel: `${op}Grad`,
    when: ({ halfPixelCenters }: Attrs) => halfPixelCenters === true,
    what: `${op} with halfPixelCenters has no derivative`,
    instead: 'leave halfPixelCenters out',
  })),
  {
    kernel: 'StridedSlice',
    when: ({ strides }) => strides!.some((stride) => stride < 0),
    what: 'stridedSlice with a negative stride has no right kernel',
    instead: 'reverse the axis first',
  },
  {
    kernel: 'Dilation2D',
    when: () => true,
    what: 'dilation2d has no derivative',
    instead: 'pool with maxPool',
  },
];

/** An error in the place of wrong numbers. Called when tfjs has registered the engine's kernels. */
export function setWebgpuKernels(): void {
  for (const { kernel, when, what, instead } of WRONG) {
    setKernel<Attrs>(['webgpu'], kernel, (inputs, attrs, shipped) => {
      if (when(attrs)) throw new Error(`${what} on the webgpu engine, where tfjs gets it wrong: ${instead}.`);
      return tf.tidy(() => shipped(inputs, attrs));
    });
  }
}
