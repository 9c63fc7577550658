import { tf } from '../backend/tf';
import type { Dataset } from './dataset';
import { checkSide, drawShape, type ShapeSide } from './draw-shape';
import { epoch } from './epoch';
import { LabelledImages } from './labelled-images';
import { SHAPE_FACTORS, shapeFactors, SHAPES_SIZE, shapeVector } from './shape-factors';

/** A type, not an interface, so that it is a tf.TensorContainer. */
export type ShapeBatch = {
  /** [B, side, side, 1] */
  x: tf.Tensor4D;
  /** shapeVector of each, [B, 5] (int32), in the order of SHAPE_FACTORS */
  factors: tf.Tensor2D;
};

/** What the batches hold: [-1, 1], or [0, 1] for a Bernoulli likelihood. */
type ShapePixels = 'signed' | 'unit';

/** Every image of the grid, drawn when it is asked for: image `index` shows shapeFactors(index). */
export class ShapeSet implements Dataset<ShapeBatch> {
  readonly name: string;
  readonly size = SHAPES_SIZE;

  /** @throws RangeError when side is not 32 or 64 */
  constructor(
    readonly side: ShapeSide,
    readonly pixels: ShapePixels,
  ) {
    checkSide(side);
    this.name = `SHAPES ${side}x${side}`;
  }

  /** Batches { x, factors }, a whole epoch of 737,280 images if nobody stops; see Dataset. */
  batches(batchSize: number): Iterable<ShapeBatch> {
    return epoch(this, batchSize, (indices) => this.gather(indices));
  }

  /**
   * The images of these indices as one batch, in this order: `shapes({ side: 64 }).gather([shapeIndex(factors)])`.
   * @throws RangeError when an index is no whole number in 0 .. 737,279
   */
  gather(indices: ArrayLike<number>): ShapeBatch {
    const factors = Array.from(indices, shapeFactors);
    const { name, side, pixels } = this;
    const images = new Uint8Array(factors.length * side * side);
    factors.forEach((one, i) => {
      images.set(drawShape(one, side), i * side * side);
    });
    const labels = new Uint8Array(factors.length);
    const { x, y } = new LabelledImages({ name, images, labels, shape: [side, side, 1], pixels }).tensors();
    y.dispose();
    const shape: [number, number] = [factors.length, Object.keys(SHAPE_FACTORS).length];
    return { x, factors: tf.tensor2d(factors.flatMap(shapeVector), shape, 'int32') };
  }

  /** The same images, whose batches hold their pixels so. */
  withPixels(pixels: ShapePixels): ShapeSet {
    return new ShapeSet(this.side, pixels);
  }
}

/**
 * SHAPES: white squares, ellipses and hearts on black, one image for every combination of shape, 6 sizes, 40 angles and
 * 32 x 32 places, after dSprites (Matthey, Higgins, Hassabis, Lerchner 2017, github.com/deepmind/dsprites-dataset), the
 * data on which models are asked whether they find the factors. Batches are x [B, side, side, 1] in [-1, 1] and the
 * factors [B, 5].
 *
 * It differs from dSprites in that edges are smooth, that all shapes of one size have one area, that the 40 angles are
 * even steps of a turn (there, the last is the first again), and that the place is the centre of mass.
 * @param options.side 64 as in dSprites, or 32
 * @throws RangeError when side is neither
 */
export const shapes = ({ side }: { side: ShapeSide }): ShapeSet => new ShapeSet(side, 'signed');
