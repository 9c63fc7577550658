import { keepRandom, seed as reseed } from '../backend/random';
import { tf } from '../backend/tf';
import { checkCount } from '../math/check';
import type { Dataset } from './dataset';
import { drawFace, FACE_SIDE } from './draw-face';
import { epoch } from './epoch';
import { FACE_TRAITS, faceTraits, faceVector, randomFace, type FaceAttributes } from './face-attributes';
import { LabelledImages } from './labelled-images';

/** A type, not an interface, so that it is a tf.TensorContainer. */
export type FaceBatch = {
  /** [B, 32, 32, 3] in [-1, 1] */
  x: tf.Tensor4D;
  /** faceVector of each, [B, 6], in the order of FACE_ATTRIBUTES */
  attributes: tf.Tensor2D;
  /** what makes the person, [B, 10] in [-1, 1], in the order of FACE_TRAITS */
  traits: tf.Tensor2D;
};

const ELEMENTS = FACE_SIDE * FACE_SIDE * 3;

/** Procedural faces, drawn once and kept as bytes, with all that is known of them. */
export class FaceSet implements Dataset<FaceBatch> {
  readonly size: number;
  /** [size, 32, 32, 3], 0 .. 255 */
  readonly images: Uint8Array;

  /**
   * @param faces what each shows
   * @param people who each is: see drawFace
   * @throws RangeError when there is no face, when there are not as many people, or when an attribute is out of range
   */
  constructor(
    readonly name: string,
    readonly faces: readonly FaceAttributes[],
    readonly people: readonly number[],
  ) {
    if (faces.length === 0 || people.length !== faces.length)
      throw new RangeError(`${name}: ${faces.length} faces of ${people.length} people; give one person for each face.`);
    this.size = faces.length;
    this.images = new Uint8Array(this.size * ELEMENTS);
    faces.forEach((face, i) => {
      this.images.set(drawFace(face, people[i]!), i * ELEMENTS);
    });
  }

  /** Batches { x, attributes, traits } of one epoch; see Dataset. */
  batches(batchSize: number): Iterable<FaceBatch> {
    return epoch(this, batchSize, (indices) => this.gather(indices));
  }

  /** The faces of these indices as one batch, in this order. */
  gather(indices: ArrayLike<number>): FaceBatch {
    const chosen = Array.from(indices);
    const { x, y } = this.labelled(() => 0).gather(indices);
    y.dispose();
    const traits = chosen.map((i) => faceTraits(this.people[i]!));
    return {
      x,
      attributes: tf.tensor2d(chosen.map((i) => faceVector(this.faces[i]!))),
      traits: tf.tensor2d(traits.map((all) => FACE_TRAITS.map((name) => all[name]))),
    };
  }

  /** Every face in its order. */
  tensors(): FaceBatch {
    return this.gather(Array.from({ length: this.size }, (_, i) => i));
  }

  /**
   * The same images with one label each, for models that take classes: `set.labelled((face) => (face.glasses ? 1 : 0))`.
   * Shares the bytes.
   * @param label a whole number 0 .. 255
   */
  labelled(label: (face: FaceAttributes) => number): LabelledImages {
    return new LabelledImages({
      name: this.name,
      images: this.images,
      labels: Uint8Array.from(this.faces, label),
      shape: [FACE_SIDE, FACE_SIDE, 3],
      pixels: 'signed',
    });
  }
}

/**
 * FACES-P: procedural faces with exact attributes (smile, turn of the head, age, glasses, cues of sex, hair), each of a
 * person of its own. They stand for the photographs of Frey Face, LFW and CelebA where these may not be had. The same
 * seed gives the same bytes, whatever the program's own seed; about two thousand are drawn in a second.
 * @param options.size number of faces, 1 or more
 * @param options.seed any safe integer; sets of other seeds have other faces and other people
 * @throws RangeError when size or seed is no such number
 */
export function faces({ size, seed }: { size: number; seed: number }): FaceSet {
  checkCount(size, 'faces: size');
  return keepRandom(() => {
    reseed(seed);
    const drawn = Array.from({ length: size }, randomFace);
    const people = drawn.map(() => Math.floor(2 ** 32 * Math.random()));
    return new FaceSet(`FACES-P ${seed}`, drawn, people);
  });
}
