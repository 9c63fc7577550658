export { tf } from './tf';
export { ready, engine, type EngineName, type EngineInfo } from './engine';
export { MissingGradientError } from './gradients/missing';
export { seed, randomState, setRandomState, keepRandom, type RandomState } from './random';
