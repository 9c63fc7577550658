// Zhu, Park, Isola, Efros 2017, "Unpaired image-to-image translation using cycle-consistent adversarial networks",
// arXiv:1703.10593, section 3.
import type { tf } from '../backend/tf';

/** How far images are from those that they should be. */
export interface ImageDistance {
  readonly name: string;
  /** two batches of one shape -> scalar, a mean over the batch and its pixels: 0 where they are equal */
  between(a: tf.Tensor, b: tf.Tensor): tf.Scalar;
}

/** Mean |a - b|; for pixels in [-1, 1] twice what it is on the scale from 0 to 1. */
export const l1: ImageDistance = { name: 'L1', between: (a, b) => a.sub(b).abs().mean() };

/** Mean (a - b)^2. */
export const l2: ImageDistance = { name: 'L2', between: (a, b) => a.sub(b).square().mean() };

/** A batch of either domain, or what became of it on its way there and back. */
interface Domains {
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
}

/**
 * Equation 2: E[ ||F(G(x)) - x|| ] + E[ ||G(F(y)) - y|| ]. With F(x) and G(y) for `back` it is the identity loss of
 * section 5.2.
 * @param batch x and y, of one domain each
 * @param back F(G(x)) and G(F(y))
 * @param distance l1, as in the paper, unless said
 */
export const cycleConsistency = (batch: Domains, back: Domains, distance: ImageDistance = l1): tf.Scalar =>
  distance.between(back.x, batch.x).add(distance.between(back.y, batch.y));
