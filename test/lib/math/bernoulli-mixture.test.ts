import { expect } from 'chai';
import {
  bernoulliLogJoint,
  bernoulliMixture,
  clusterLabelError,
  em,
  initialBernoulliMixture,
  logLikelihood,
  majorityLabels,
  mnistB,
  seed,
  sparseRows,
} from 'saddlepoint';
import golden from '../../golden/em.json';
import { expectNear } from './near';

describe('mixtures of Bernoullis (C-05)', () => {
  const { x: dense, start, logLikelihoods, final } = golden.bernoulliMixture;
  const x = sparseRows(dense.flat(), 7);

  it('agree with SciPy over three iterations', () => {
    const { theta, history } = em(bernoulliMixture({ dimension: 7 }), x, start, { iterations: 3 });
    const likelihoods = history.filter((h) => h.step === 'E').map((h) => h.freeEnergy);
    expectNear(likelihoods.slice(0, 3), logLikelihoods);
    expectNear(theta.weights, final.weights);
    expectNear(theta.means, final.means);
  });

  it('keep their means inside the floor, and the likelihood rising, where a pixel is never or always lit', () => {
    const odd = [[0], [0, 1], [0], [0, 1, 2]]; // 0 always, 3 never
    const model = bernoulliMixture({ dimension: 4, meanFloor: 0.01 });
    seed(1);
    const { theta, history } = em(model, odd, initialBernoulliMixture(odd, 2, { dimension: 4 }), { iterations: 20 });
    for (const mean of theta.means) {
      expectNear([mean[0]!, mean[3]!], [0.99, 0.01]);
    }
    history.slice(1).forEach((h, i) => expect(h.freeEnergy).to.be.at.least(history[i]!.freeEnergy - 1e-12));
  });

  it('let a component die: weight 0, the means of all the data', () => {
    const wild = { weights: [1, 0], means: [[0.5, 0.5], [0.1, 0.9]] }; // prettier-ignore
    const { theta } = em(bernoulliMixture({ dimension: 2 }), [[0], [0, 1]], wild, { iterations: 2 });
    expect(theta.weights).to.deep.equal([1, 0]);
    expectNear(theta.means[1]!, [1 - 3e-4, 0.5]);
  });

  it('say what is wrong with their input', () => {
    const model = bernoulliMixture({ dimension: 3 });
    const theta = { weights: [1], means: [[0.5, 0.5, 0.5]] };
    expect(() => model.logJoint([[3]], theta)).to.throw(RangeError, 'Data point 0 has index 3: there are 3');
    expect(() => model.logJoint([[-1]], theta)).to.throw(RangeError, 'index -1');
    expect(() => bernoulliLogJoint([[0]], { weights: [1], means: [[0.5, 1]] })).to.throw(
      RangeError,
      'means[0][1] is 1',
    );
    expect(() => bernoulliLogJoint([[0]], { weights: [2], means: [[0.5]] })).to.throw(RangeError, 'weights sums to 2');
    expect(() => bernoulliMixture({ dimension: 3, meanFloor: 0 })).to.throw(RangeError, 'meanFloor is 0');
    expect(() => bernoulliMixture({ dimension: 0 })).to.throw(RangeError, 'dimension is 0');
    expect(() => initialBernoulliMixture([[0]], 2, { dimension: 3 })).to.throw(RangeError, 'there are 1');
    expect(() => em(model, [], theta, { iterations: 1 })).to.throw(RangeError, 'no data points');
    expect(() => sparseRows([0, 1, 1], 2)).to.throw(RangeError, '3 bytes');
    expect(sparseRows([0, 1, 1, 0, 0, 0], 2)).to.deep.equal([[1], [0], []].map((ones) => Uint16Array.from(ones)));
  });

  it('on a sixth of MNIST-B: 50 components, ten iterations, far below 205.9 nats of independent pixels', async () => {
    const [train, test] = [await mnistB({ split: 'train' }), await mnistB({ split: 'test' })];
    const [images, held] = [train.take(10_000), test.take(2000)];
    const config = { dimension: 784 };
    seed(1);
    const binary = sparseRows(images.images, 784);
    const { theta } = em(bernoulliMixture(config), binary, initialBernoulliMixture(binary, 50, config), {
      iterations: 10,
    });
    const joint = bernoulliLogJoint(sparseRows(held.images, 784), theta);
    const clusters = joint.map((row) => row.indexOf(Math.max(...row)));
    expect(-logLikelihood(joint)).to.be.below(155);
    expect(clusterLabelError(clusters, held.labels, majorityLabels(clusters, held.labels))).to.be.below(0.35);
  });
});
