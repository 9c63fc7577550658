import { setKernel } from './kernel';
import { integerSeed } from '../random';

/** The shipped kernel reads its seed as an integer: every fraction, which is all that tf.multinomial draws, as 0. */
export function setMultinomialKernel(): void {
  setKernel<{ seed: number }>(['wasm'], 'Multinomial', ({ logits }, attrs, shipped) =>
    shipped({ logits: logits! }, { ...attrs, seed: integerSeed(attrs.seed) }),
  );
}
