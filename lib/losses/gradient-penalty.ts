import { tf } from '../backend/tf';
import type { GANLoss } from './gan';

/** What D pays, beside its loss, for the slope of its logit s(x) in x. */
export interface GradientPenalty {
  /** D pays on every `every`-th of its steps; `of` is then that many times as high, so that the mean stays */
  readonly every: number;
  /**
   * @param score x [B, ...] -> logits [B, 1], by D's current weights
   * @param real @param fake batches [B, ...] of one shape
   * @returns scalar (nats), differentiable by D's weights
   */
  of(score: (x: tf.Tensor) => tf.Tensor, real: tf.Tensor, fake: tf.Tensor): tf.Scalar;
}

/** Of each example, the squared length of the logit's gradient by it: [B] */
function squaredSlopes(score: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor1D {
  const slope = tf.grad((batch: tf.Tensor) => score(batch).sum())(x);
  return slope.square().reshape([x.shape[0], -1]).sum(1);
}

function checkPositive(call: string, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new RangeError(`${call}: ${name} must be a number above 0, but is ${value}.`);
    }
  }
}

/**
 * `loss`, and D pays gamma / 2 E[|grad s(x)|^2] on real data: R1 of Mescheder, Geiger, Nowozin 2018, "Which training
 * methods for GANs do actually converge?", arXiv:1801.04406, equation 9. At the equilibrium D is flat on the data; the
 * penalty takes away the slope that would drive G past it, and the game converges locally.
 *
 * @param gamma > 0: about 0.1 to 10, the larger the images the larger
 * @param every 1: on every step; more: as rarely as that, at little loss (Karras et al. 2020, arXiv:1912.04958, section 3.1)
 * @throws RangeError when gamma or every is out of range
 */
export function r1(loss: GANLoss, { gamma, every = 1 }: { gamma: number; every?: number }): GANLoss {
  checkPositive('r1', { gamma });
  if (!Number.isInteger(every) || every < 1) {
    throw new RangeError(`r1: every must be a whole number from 1 up, but is ${every}.`);
  }
  return {
    ...loss,
    name: `${loss.name}, R1 with gamma ${gamma} every ${every}`,
    penalty: {
      every,
      of: (score, real) =>
        squaredSlopes(score, real)
          .mean()
          .mul((gamma * every) / 2),
    },
  };
}

/**
 * `loss`, usually `wasserstein`, and the critic pays lambda E[(|grad s(x)| - 1)^2] at points drawn uniformly from the
 * lines between real and generated examples: Gulrajani et al. 2017 (WGAN-GP), arXiv:1704.00028, equation 3. The best
 * 1-Lipschitz critic has slope 1 almost everywhere on them (proposition 1). The critic must not have batch norm: it
 * would make the slope at one example depend on the others (section 4).
 *
 * @param lambda > 0; the paper has 10
 * @throws RangeError when lambda is out of range
 */
export function gradientPenalty(loss: GANLoss, { lambda }: { lambda: number }): GANLoss {
  checkPositive('gradientPenalty', { lambda });
  return {
    ...loss,
    name: `${loss.name}, gradient penalty ${lambda}`,
    penalty: {
      every: 1,
      of: (score, real, fake) => {
        const t = tf.randomUniform([real.shape[0], ...real.shape.slice(1).map(() => 1)]);
        const between = real.add(fake.sub(real).mul(t));
        return lengths(squaredSlopes(score, between)).sub(1).square().mean().mul(lambda);
      },
    },
  };
}

/** The root has an infinite slope at 0, where a critic that starts flat may be: it is kept away from there. */
const lengths = (squares: tf.Tensor) => squares.add(1e-12).sqrt();
