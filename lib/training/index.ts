export type { Part, Settings, Trainable } from './trainable';
export { adam, Adam, type AdamConfig } from './optimizers';
export { fit, type FitOptions, type FitResult } from './fit';
export type { Progress, Report } from './progress';
export { DivergedError } from './history';
export { saveCheckpoint, loadCheckpoint, type HasParts } from './checkpoint';
export { saveWeights, loadWeights } from './weights';
export { MovingAverage } from './moving-average';
export { adversarialStep, type AdversarialGame } from './adversarial-step';
