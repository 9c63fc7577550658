export * from './dataset';
export * from './idx';
export * from './labelled-images';
export * from './mnist';
export * from './mnist-c';
export { augmented, withMoved, type ImagesAndMoved, type Ranges } from './augmented';
export { EXEMPLAR_RANGES, exemplars } from './exemplars';
export * from './array-dataset';
export * from './toy';
export * from './resampled';
export * from './one-hot';
export * from './semi-supervised';
export { drawFace, FACE_SIDE } from './draw-face';
export {
  FACE_ATTRIBUTES,
  FACE_TRAITS,
  faceTraits,
  faceVector,
  HAIR_COLOURS,
  randomFace,
  type FaceAttributes,
  type FaceTraits,
} from './face-attributes';
export * from './faces';
export * from './emoji';
export * from './fonts';
export { drawShape, type ShapeSide } from './draw-shape';
export {
  SHAPE_FACTORS,
  shapeFactors,
  shapeIndex,
  SHAPE_NAMES,
  SHAPES_SIZE,
  shapeVector,
  type ShapeFactors,
} from './shape-factors';
export * from './shapes';
export * from './pairs';
export * from './image-folder';
export * from './kuwahara';
export { warped, type AffineMap } from './warp';
