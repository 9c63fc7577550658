import { importanceSampledLogLikelihood, tf, type LabelledImages, type VAE } from 'saddlepoint';
import type { Context, Measures } from './row';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Every (size / n)-th example: MNIST's first test images were written more neatly than its last. */
export const spread = (set: LabelledImages, n: number): LabelledImages =>
  set.subset(Array.from({ length: n }, (_, i) => Math.floor((i * set.size) / n)));

/** -ELBO (estimator B, one draw) and its KL term, nats an image, means over a whole set. */
export async function boundsOf(model: VAE, set: LabelledImages): Promise<Measures> {
  const [elbos, kls]: [number[], number[]] = [[], []];
  for (let start = 0; start < set.size; start += 1000) {
    const { x, y } = set
      .skip(start)
      .take(Math.min(1000, set.size - start))
      .tensors();
    const { elbo, kl } = model.estimateB(x);
    elbos.push(...(await elbo.data()));
    kls.push(...(await kl.data()));
    tf.dispose([x, y, elbo, kl]);
  }
  return { 'test -ELBO': -mean(elbos), KL: mean(kls) };
}

/** -log p(x), nats an image, by importance sampling; and the standard error of its mean over the images. */
export async function likelihoodOf(
  context: Context,
  model: VAE,
  set: LabelledImages,
  draws: number,
): Promise<Measures> {
  const { x, y } = set.tensors();
  const logs = await importanceSampledLogLikelihood(model, x, draws, (done) => {
    context.progress('importance sampling', done, set.size);
  });
  tf.dispose([x, y]);
  const nll = -mean(logs);
  const variance = mean(logs.map((l) => (l + nll) ** 2));
  return { 'test NLL': nll, 'standard error of the NLL': Math.sqrt(variance / logs.length) };
}
