import { maskedDense, tf } from 'saddlepoint';

/** A layer, one batch that it takes, and shapes that it does not take. */
export interface Entry {
  make: () => tf.layers.Layer;
  /** shape of the batch */
  takes: number[];
  /** what the layer says that it takes, of which type, when it is given another shape or type */
  says: string;
  /** shapes that it refuses */
  refuses: number[][];
}

/** Every layer of lib/nn that takes one tensor. */
export const layerTable: Record<string, Entry> = {
  maskedDense: {
    make: () => maskedDense({ inputDegrees: [1, 2, 3], outputDegrees: [1, 2, 3], strict: true }),
    takes: [4, 3],
    says: '[B, ..., 3]',
    refuses: [[4, 2], [3]],
  },
};
