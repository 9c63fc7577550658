export { tf } from './tf';
export { ready, engine, type EngineName, type EngineInfo } from './engine';
export { seed, randomState, setRandomState, keepRandom, type RandomState } from './random';
