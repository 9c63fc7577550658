import { tf } from '../backend/tf';
import type { GANLoss } from '../losses';
import { descend, forward, forwardTogether } from '../nn';

/** A generator and a discriminator, an optimizer for each, and the rules that they play by. */
export interface AdversarialGame {
  readonly parts: {
    readonly generator: tf.LayersModel;
    readonly discriminator: tf.LayersModel;
    readonly optimizerG: tf.Optimizer;
    readonly optimizerD: tf.Optimizer;
  };
  readonly loss: GANLoss;
  /** steps of D for each step of G */
  readonly k: number;
  /** whether D judges every example by itself, as no batch norm does: then it sees real and generated data together */
  readonly isEachAlone?: boolean;
  /** n draws of z, as the generator takes them */
  noise(n: number): tf.Tensor;
}

const training = { training: true };

/**
 * What D descends at a step of its: its loss, and the loss's gradient penalty where it has one that is due.
 * @param score x [B, ...] -> logits [B, 1], by D's current weights
 * @param data real and generated; `step` of D, from 0
 * @param judge the logits of both, where there is a faster way to them than to score one after the other
 */
export function discriminatorCost(
  loss: GANLoss,
  score: (x: tf.Tensor) => tf.Tensor,
  { real, fake, step }: { real: tf.Tensor; fake: tf.Tensor; step: number },
  judge: (data: readonly tf.Tensor[]) => tf.Tensor[] = (data) => data.map(score),
): tf.Scalar {
  const { penalty } = loss;
  const [judgedReal, judgedFake] = judge([real, fake]);
  const value = loss.discriminator(judgedReal!, judgedFake!);
  return penalty && step % penalty.every === 0 ? value.add(penalty.of(score, real, fake)) : value;
}

/**
 * Goodfellow et al. 2014, Algorithm 1, on a batch of real data [B, ...]: D moves, and on every k-th batch G does, on
 * fresh noise. Real and fake data go through D in batches of their own, so that each has its own batch norm moments,
 * unless D has none.
 * The loss's gradient penalty, if it has one, is part of what D descends.
 *
 * @param condition [B, ...] what the data come with, such as label vectors: then the game is Mirza and Osindero's
 *   (2014, equation 2), whose players are G(z | y) and D(x | y), networks of the inputs [z, y] and [x, y]. The fakes
 *   get the conditions of the real data, so that both have the same p(y).
 * @returns the loss of each player before its move; the caller disposes of both
 * @throws when the data have another shape than D takes
 */
export function adversarialStep(
  game: AdversarialGame,
  real: tf.Tensor,
  condition?: tf.Tensor,
): Record<'discriminator' | 'generator', tf.Scalar> {
  const { parts, loss, k } = game;
  const { generator: G, discriminator: D, optimizerG, optimizerD } = parts;
  const given = (x: tf.Tensor) => (condition === undefined ? x : [x, condition]);
  const generate = () => forward(G, given(game.noise(real.shape[0])), training);
  const score = (x: tf.Tensor) => forward(D, given(x), training);
  const together = (data: readonly tf.Tensor[]) => forwardTogether(D, data, training);
  const judge = game.isEachAlone && condition === undefined ? together : undefined;
  return tf.tidy(() => {
    const fake = generate();
    const discriminator = descend(optimizerD, [D], () =>
      discriminatorCost(loss, score, { real, fake, step: optimizerD.iterations }, judge),
    );
    const fool = () => loss.generator(score(generate()));
    const generator = optimizerD.iterations % k === 0 ? descend(optimizerG, [G], fool) : fool();
    return { discriminator, generator };
  });
}
