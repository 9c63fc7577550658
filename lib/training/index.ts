export type { Part, Trainable } from './trainable';
export { adam, Adam, type AdamConfig } from './optimizers';
export { fit, type FitOptions, type FitResult, type Progress } from './fit';
