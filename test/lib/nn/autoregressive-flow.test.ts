import { expect } from 'chai';
import { flow, flowNetwork, Gaussian, inverseFlow, ready, seed, tf } from 'saddlepoint';
import { expectClose } from './close';
import { wave } from './wave';

const D = 5;
const C = 3;

/** Steps with weights large enough that no gate is trivial. */
function stirred(steps: number): tf.Sequential[] {
  seed(4);
  return Array.from({ length: steps }, (_, t) => {
    const net = flowNetwork({ variables: D, context: C, hidden: 16 });
    for (const layer of net.layers) {
      const [kernel, bias, mask] = layer.getWeights() as [tf.Tensor, tf.Tensor, tf.Tensor];
      layer.setWeights([wave(kernel.shape, t + 1, 0.4), wave(bias.shape, t + 2, 0.4), mask]);
    }
    return net;
  });
}

/** log |det| of a matrix: half the log determinant of J Jᵀ, which is a covariance. */
function logAbsDet(J: readonly number[][]): number {
  const product = J.map((a) => J.map((b) => a.reduce((sum, v, k) => sum + v * b[k]!, 0)));
  const zeros = J.map(() => 0);
  return -new Gaussian(zeros, product).logDensity(zeros) - (J.length / 2) * Math.log(2 * Math.PI);
}

/** dz/dz0 of one row, by automatic differentiation. */
const jacobian = (steps: readonly tf.LayersModel[], z0: tf.Tensor2D, h: tf.Tensor2D): number[][] =>
  Array.from({ length: D }, (_, i) => {
    const output = tf.grad((z: tf.Tensor) =>
      flow(steps, z as tf.Tensor2D, h)
        .z.slice([0, i], [1, 1])
        .sum(),
    );
    return [...output(z0).dataSync()];
  });

describe('inverse autoregressive flow (E-10)', () => {
  before(() => ready());

  it('its log determinant is that of the Jacobian that autograd gives, of one, two and three steps', () => {
    for (const count of [1, 2, 3]) {
      const steps = stirred(count);
      for (const row of [1, 2, 3]) {
        const [z0, h] = [wave([1, D], row, 2) as tf.Tensor2D, wave([1, C], row + 5, 2) as tf.Tensor2D];
        const { logDeterminant } = flow(steps, z0, h);
        expect(logDeterminant.dataSync()[0]).to.be.closeTo(logAbsDet(jacobian(steps, z0, h)), 1e-4);
      }
    }
  });

  it('the Jacobian of one step is lower triangular; of two it is not, since the order is reversed between them', () => {
    const [z0, h] = [wave([1, D], 1, 2) as tf.Tensor2D, wave([1, C], 5, 2) as tf.Tensor2D];
    const above = (J: number[][]) => Math.max(...J.flatMap((row, i) => row.slice(i + 1).map(Math.abs)));
    expect(above(jacobian(stirred(1), z0, h))).to.equal(0);
    expect(above(jacobian(stirred(2), z0, h))).to.be.above(1e-3);
  });

  it('there and back again: z0 to 1e-5', () => {
    const steps = stirred(2);
    const [z0, h] = [wave([20, D], 3, 3) as tf.Tensor2D, wave([20, C], 4, 2) as tf.Tensor2D];
    const back = inverseFlow(steps, flow(steps, z0, h).z, h);
    expectClose(back, z0.dataSync(), 1e-5);
    expect(flow(steps, z0, h).z.sub(z0).abs().max().dataSync()[0]).to.be.above(0.5);
  });

  it('the context moves every variable, the first too', () => {
    const steps = stirred(1);
    const z0 = wave([1, D], 3) as tf.Tensor2D;
    const moved = flow(steps, z0, tf.ones([1, C])).z.sub(flow(steps, z0, tf.zeros([1, C])).z);
    for (const change of moved.dataSync()) expect(Math.abs(change)).to.be.above(1e-4);
  });

  it('begins near a mere scaling by sigmoid(2)', () => {
    seed(1);
    const z0 = wave([50, D], 3) as tf.Tensor2D;
    const net = flowNetwork({ variables: D, context: C, hidden: 64 });
    const { z, logDeterminant } = flow([net], z0, wave([50, C], 4) as tf.Tensor2D);
    const sigma = 1 / (1 + Math.exp(-2));
    expect(z.sub(z0.mul(sigma)).abs().max().dataSync()[0]).to.be.below(0.15);
    expect(logDeterminant.mean().dataSync()[0]).to.be.closeTo(D * Math.log(sigma), 0.15);
  });

  it('leaves no tensor behind', () => {
    const steps = stirred(2);
    const [z0, h] = [wave([4, D], 3) as tf.Tensor2D, wave([4, C], 4) as tf.Tensor2D];
    const before = tf.memory().numTensors;
    tf.dispose({ ...flow(steps, z0, h) });
    inverseFlow(steps, z0, h).dispose();
    expect(tf.memory().numTensors).to.equal(before);
  });

  it('names what is wrong', () => {
    expect(() => flowNetwork({ variables: 0, context: 1, hidden: 4 })).to.throw('flow: variables is 0');
    expect(() => flowNetwork({ variables: 2, context: -1, hidden: 4 })).to.throw('flow: context is -1');
    expect(() => flowNetwork({ variables: 2, context: 0, hidden: 1.5 })).to.throw('flow: hidden is 1.5');
    expect(() => flow(stirred(1), tf.zeros([2, D]), tf.zeros([2, C + 1]))).to.throw(`takes [B, ${D + C}]`);
  });
});
