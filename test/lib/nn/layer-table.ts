import {
  gradientReversal,
  groupNormalization,
  instanceNormalization,
  maskedConv2d,
  maskedDense,
  minibatchDiscrimination,
  minibatchStdDev,
  pixelShuffle,
  reflectionPadding2d,
  selfAttention,
  spectralNormalization,
  tf,
  vectorQuantizer,
} from 'saddlepoint';

/** A layer, one batch that it takes, and shapes that it does not take. */
export interface Entry {
  make: () => tf.layers.Layer;
  /** shape of the batch */
  takes: number[];
  /** what the layer says that it takes when it is given another shape or type */
  says: string;
  /** shapes that it refuses */
  refuses: number[][];
}

const images = { takes: [3, 4, 5, 4], says: '[B, H, W, 4]', refuses: [[3, 4, 5, 2], [3, 4]] }; // prettier-ignore
const anyChannels = { ...images, says: '[B, H, W, C]', refuses: [[3, 4], [3, 4, 5]] }; // prettier-ignore

/** Every layer of lib/nn that takes one tensor. */
export const layerTable: Record<string, Entry> = {
  maskedDense: {
    make: () => maskedDense({ inputDegrees: [1, 2, 3], outputDegrees: [1, 2, 3], strict: true }),
    takes: [4, 3],
    says: '[B, ..., 3]',
    refuses: [[4, 2], [3]],
  },
  maskedConv2d: { make: () => maskedConv2d({ filters: 2, kernelSize: 3, maskType: 'B' }), ...images },
  instanceNormalization: { make: () => instanceNormalization(), ...images },
  groupNormalization: { make: () => groupNormalization({ groups: 2, center: false }), ...images },
  'spectralNormalization of dense': {
    make: () => spectralNormalization({ layer: tf.layers.dense({ units: 3 }) }),
    takes: [4, 3],
    says: '[B, 3]',
    refuses: [[4, 2]],
  },
  'spectralNormalization of conv2d': {
    make: () => spectralNormalization({ layer: tf.layers.conv2d({ filters: 3, kernelSize: 3 }), iterations: 2 }),
    takes: [2, 4, 4, 2],
    says: '[B, H, W, 2]',
    refuses: [[2, 4, 4, 3]],
  },
  'spectralNormalization of conv2dTranspose': {
    make: () => spectralNormalization({ layer: tf.layers.conv2dTranspose({ filters: 3, kernelSize: 4, strides: 2 }) }),
    takes: [2, 4, 4, 2],
    says: '[B, H, W, 2]',
    refuses: [[2, 4, 4, 3]],
  },
  reflectionPadding2d: { make: () => reflectionPadding2d({ padding: 2 }), ...anyChannels },
  pixelShuffle: { make: () => pixelShuffle({ factor: 2 }), ...anyChannels },
  minibatchDiscrimination: {
    make: () => minibatchDiscrimination({ kernels: 4, dimension: 2 }),
    takes: [5, 3],
    says: '[n, 3]',
    refuses: [[5, 2], [5, 3, 1]], // prettier-ignore
  },
  minibatchStdDev: { make: () => minibatchStdDev(), ...anyChannels },
  selfAttention: { make: () => selfAttention({ reduction: 2 }), ...images },
  vectorQuantizer: { make: () => vectorQuantizer({ codes: 5 }), takes: [3, 2, 4], says: '[B, ..., 4]', refuses: [[3, 2, 3], [4]] }, // prettier-ignore
  'vectorQuantizer by moving averages': {
    make: () => vectorQuantizer({ codes: 5, decay: 0.9 }),
    takes: [8, 4],
    says: '[B, ..., 4]',
    refuses: [[8, 3]],
  },
  gradientReversal: { make: () => gradientReversal({ lambda: 0.3 }), takes: [2, 3], says: '[B, ...]', refuses: [] },
};
