import { expect } from 'chai';
import {
  bernoulliLikelihood,
  estimatorA,
  estimatorB,
  gaussianLikelihood,
  Gaussian,
  gaussianLogDensity,
  importanceWeightedBound,
  minibatchEstimator,
  normalLogDensity,
  ready,
  reparameterize,
  seed,
  standardNormalKL,
  standardNormalLogDensity,
  tf,
  trapezoid,
  type DiagonalGaussian,
} from 'saddlepoint';
import { expectClose } from '../nn/close';
import { readGolden } from '../nn/golden';
import { wave } from '../nn/wave';

type Input = 'mean' | 'logVariance' | 'decoded';
interface Golden {
  terms: Record<string, { value: number[]; by: Partial<Record<Input, number[]>> }>;
}
const golden = (readGolden('vae') as Golden).terms;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const scalar = (x: tf.Tensor) => x.dataSync()[0]!;

/** The terms of test/golden/vae.py, by the same names, as functions of the same inputs. */
function terms(mean: tf.Tensor, logVariance: tf.Tensor, decoded: tf.Tensor): Record<string, tf.Tensor> {
  const q = { mean, logVariance };
  const z = reparameterize(q, wave([3, 2, 2], 3));
  const x = wave([2, 5], 4).greater(0).toFloat();
  const logLikelihood = bernoulliLikelihood.logDensity(x, decoded);
  const logWeights = logLikelihood.add(standardNormalLogDensity(z)).sub(gaussianLogDensity(z, q));
  const kl = standardNormalKL(q);
  return {
    standardNormalKL: kl,
    bernoulli: logLikelihood,
    gaussian: gaussianLikelihood(0.3).logDensity(x, decoded),
    gaussianLogDensity: gaussianLogDensity(z, q),
    standardNormalLogDensity: standardNormalLogDensity(z),
    estimatorA: estimatorA(logWeights),
    estimatorB: estimatorB(logLikelihood, kl),
    importanceWeightedBound: importanceWeightedBound(logWeights),
  };
}

describe('the variational lower bound and its terms (E-02, E-03)', () => {
  before(() => ready());

  const inputs = () => [wave([2, 2], 1, 2), wave([2, 2], 2, 3), wave([3, 2, 5], 5, 40)] as const;

  for (const [name, want] of Object.entries(golden)) {
    it(`${name}: values and gradients are PyTorch's`, () => {
      expectClose(terms(...inputs())[name]!, want.value, 1e-5);
      const gradients = tf.grads((mean, logVariance, decoded) =>
        // zero times all inputs, since tf.grads wants each of them to take part
        tf.addN([
          terms(mean, logVariance, decoded)[name]!.sum(),
          ...[mean, logVariance, decoded].map((t) => t.sum().mul(0)),
        ]),
      )([...inputs()]);
      (['mean', 'logVariance', 'decoded'] as const).forEach((input, i) => {
        expectClose(gradients[i]!, want.by[input] ?? new Array<number>(gradients[i]!.size).fill(0), 2e-5);
      });
    });
  }

  it('KL in closed form: zero for N(0, I), else that of two Gaussians, and of quadrature to 1e-8', () => {
    expect(scalar(standardNormalKL({ mean: tf.zeros([1, 7]), logVariance: tf.zeros([1, 7]) }))).to.equal(0);
    const [mean, logVariance] = [
      [1.5, -0.25],
      [-1, 0.75],
    ] as const;
    const variance = logVariance.map(Math.exp) as [number, number];
    const q = new Gaussian([...mean], [[variance[0], 0], [0, variance[1]]]); // prettier-ignore
    const exact = q.kl(new Gaussian([0, 0], [[1, 0], [0, 1]])); // prettier-ignore
    expectClose(standardNormalKL({ mean: tf.tensor2d([[...mean]]), logVariance: tf.tensor2d([[...logVariance]]) }), [exact]); // prettier-ignore
    const byQuadrature = mean.map((mu, j) => {
      const sigma = Math.exp(logVariance[j]! / 2);
      const ratio = (z: number) => normalLogDensity(z, mu, sigma) - normalLogDensity(z, 0, 1);
      return trapezoid(
        (z) => Math.exp(normalLogDensity(z, mu, sigma)) * ratio(z),
        mu - 12 * sigma,
        mu + 12 * sigma,
        400,
      );
    });
    expect(sum(byQuadrature)).to.be.closeTo(exact, 1e-8);
  });

  it('KL in closed form: the mean of 200,000 draws of log q - log p, within 4 standard errors', () => {
    seed(1);
    const q = { mean: tf.tensor1d([0.7, -1.2]), logVariance: tf.tensor1d([-0.5, 0.4]) };
    const z = reparameterize(q, tf.randomNormal([200_000, 2]));
    const { mean, variance } = tf.moments(gaussianLogDensity(z, q).sub(standardNormalLogDensity(z)));
    const error = Math.sqrt(scalar(variance) / 200_000);
    expect(scalar(mean)).to.be.closeTo(scalar(standardNormalKL(q)), 4 * error);
  });

  it('reparameterize: moments of 200,000 draws; the gradient by the mean is 1, by log sigma^2 half of sigma epsilon', () => {
    seed(2);
    const q = { mean: tf.tensor1d([3]), logVariance: tf.tensor1d([Math.log(0.25)]) };
    const { mean, variance } = tf.moments(reparameterize(q, tf.randomNormal([200_000, 1])));
    expect(scalar(mean)).to.be.closeTo(3, (5 * 0.5) / Math.sqrt(200_000));
    expect(scalar(variance)).to.be.closeTo(0.25, 5 * 0.25 * Math.sqrt(2 / 200_000));
    const [byMean, byLogVariance] = tf.grads((m, v) =>
      reparameterize({ mean: m, logVariance: v }, tf.tensor1d([0.8])).sum(),
    )([q.mean, q.logVariance]);
    expectClose(byMean!, [1]);
    expectClose(byLogVariance!, [0.5 * 0.5 * 0.8]);
  });

  describe('estimators A and B of a model whose bound is known: z ~ N(0, 1), x | z ~ N(z, 1), at x = 1', () => {
    const x = 1;
    const logEvidence = normalLogDensity(x, 0, Math.SQRT2);
    const posterior = () => ({ mean: tf.tensor1d([x / 2]), logVariance: tf.tensor1d([Math.log(0.5)]) });
    const wide = () => ({ mean: tf.tensor1d([-0.5]), logVariance: tf.tensor1d([0]) });
    const draws = (q: DiagonalGaussian, n: number) => {
      const z = reparameterize(q, tf.randomNormal([n, 1]));
      const logLikelihood = gaussianLikelihood(1).logDensity(tf.tensor1d([x]), z);
      const logWeights = logLikelihood.add(standardNormalLogDensity(z)).sub(gaussianLogDensity(z, q));
      return {
        a: estimatorA(logWeights.expandDims(0)),
        b: estimatorB(logLikelihood.expandDims(0), standardNormalKL(q)),
        logWeights,
      };
    };
    const moments = (t: tf.Tensor) => {
      const { mean, variance } = tf.moments(t);
      return { mean: scalar(mean), variance: scalar(variance) };
    };

    it('both have the bound as their mean (3 standard errors of 100,000 draws)', () => {
      seed(3);
      const { a, b } = draws(wide(), 100_000);
      const kl = new Gaussian([-0.5], [[1]]).kl(new Gaussian([x / 2], [[0.5]]));
      for (const { mean, variance } of [a, b].map(moments)) {
        expect(mean).to.be.closeTo(logEvidence - kl, 3 * Math.sqrt(variance / 100_000));
      }
    });

    it('at the exact posterior A has no variance and every draw is log p(x); B has some', () => {
      seed(4);
      const { a, b } = draws(posterior(), 1000);
      expect(scalar(a.sub(logEvidence).abs().max())).to.be.below(1e-5);
      expect(moments(b).variance).to.be.above(0.01);
    });

    it('importance-weighted: never below the bound, up to log p(x) with the number of draws', () => {
      seed(5);
      const bound = (K: number) =>
        scalar(importanceWeightedBound(draws(wide(), 20_480).logWeights.reshape([K, -1])).mean());
      const bounds = [1, 4, 16, 64].map(bound);
      bounds.slice(1).forEach((value, i) => {
        expect(value).to.be.above(bounds[i]!);
      });
      expect(bounds.at(-1)).to.be.closeTo(logEvidence, 0.02);
    });
  });

  it('equation 8: its mean over all minibatches is the sum over the data, for N = 6 and every M', () => {
    const bounds = [-3, 1.5, -20, 4, 0, -7];
    for (let M = 1; M <= 6; M++) {
      const subsets = Array.from({ length: 64 }, (_, code) => bounds.filter((_, i) => code & (1 << i))).filter(
        (s) => s.length === M,
      );
      const estimates = subsets.map((s) => scalar(minibatchEstimator(tf.tensor1d(s), 6)));
      expect(sum(estimates) / subsets.length).to.be.closeTo(sum(bounds), 1e-5);
    }
  });

  it('importance-weighted: two states by enumeration, rising in K, and finite at log-weights of -1000', () => {
    // w is 0.9 or 0.1 with probability 1/2 each: E log mean of K of them, over all 2^K outcomes
    const expected = (K: number) => {
      const outcomes = Array.from({ length: 2 ** K }, (_, code) =>
        Array.from({ length: K }, (_, k) => Math.log(code & (1 << k) ? 0.9 : 0.1)),
      );
      const columns = tf.tensor2d(outcomes).transpose();
      return scalar(importanceWeightedBound(columns).mean());
    };
    const bounds = [1, 2, 3, 4, 8].map(expected);
    expect(bounds[0]).to.be.closeTo((Math.log(0.9) + Math.log(0.1)) / 2, 1e-6);
    bounds.slice(1).forEach((value, i) => {
      expect(value).to.be.above(bounds[i]!).and.below(Math.log(0.5));
    });
    expectClose(importanceWeightedBound(tf.tensor2d([[-1000], [-1000]])), [-1000]);
  });
});

describe('likelihoods of a decoder', () => {
  before(() => ready());

  it('bernoulliLikelihood: sums to one over all x of four pixels, is finite at logits of 10,000; mean and draws agree', () => {
    const logits = tf.tensor1d([-2, 0.5, 3, -0.1]);
    const all = tf.tensor2d(Array.from({ length: 16 }, (_, code) => [0, 1, 2, 3].map((i) => (code >> i) & 1)));
    expectClose(bernoulliLikelihood.logDensity(all, logits).exp().sum(), [1]);
    expectClose(bernoulliLikelihood.logDensity(tf.tensor1d([1, 0]), tf.tensor1d([-1e4, -1e4])), [-1e4]);
    seed(6);
    const draws = bernoulliLikelihood.sample(logits.expandDims(0).tile([100_000, 1]));
    expect([...new Set(draws.dataSync())].sort()).to.deep.equal([0, 1]);
    expectClose(draws.mean(0), bernoulliLikelihood.mean(logits).dataSync(), 5 * Math.sqrt(0.25 / 100_000));
  });

  it('gaussianLikelihood: a squared error over 2 sigma^2 and a constant; draws have its moments; sigma must be above 0', () => {
    const likelihood = gaussianLikelihood(0.2);
    const [x, mu] = [tf.tensor1d([1, 0.5]), tf.tensor1d([0.7, 0.9])];
    expectClose(likelihood.logDensity(x, mu), [normalLogDensity(1, 0.7, 0.2) + normalLogDensity(0.5, 0.9, 0.2)]);
    expectClose(likelihood.mean(mu), [0.7, 0.9]);
    seed(7);
    const spread = tf.moments(likelihood.sample(tf.zeros([100_000])));
    expect(Math.sqrt(scalar(spread.variance))).to.be.closeTo(0.2, (5 * 0.2) / Math.sqrt(200_000));
    for (const sigma of [0, -1, NaN, Infinity])
      expect(() => gaussianLikelihood(sigma)).to.throw('gaussianLikelihood: sigma is');
  });
});
