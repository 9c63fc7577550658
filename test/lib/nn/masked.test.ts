import { expect } from 'chai';
import { forward, hiddenDegrees, maskedDense, ready, seed, tf, type MaskedDense } from 'saddlepoint';

const D = 5;
const variables = Array.from({ length: D }, (_, d) => d + 1);

/** A MADE of two hidden layers and two numbers a variable; x and a context of 2 go in. */
function made(order: number[]) {
  const first = [...order, 0, 0];
  const h1 = hiddenDegrees(40, first, D);
  const h2 = hiddenDegrees(40, h1, D);
  const layers = [
    maskedDense({ inputDegrees: first, outputDegrees: h1, activation: 'tanh', inputShape: [D + 2] }),
    maskedDense({ inputDegrees: h1, outputDegrees: h2, activation: 'tanh' }),
    maskedDense({ inputDegrees: h2, outputDegrees: [...order, ...order], strict: true }),
  ];
  return Object.assign(tf.sequential({ layers }), { masked: layers });
}

/** J[k][j] = d y_k / d x_j at a random x. */
function jacobian(net: tf.LayersModel, outputs: number): number[][] {
  const x = tf.randomNormal([1, D + 2]);
  const row = (k: number) => tf.grad((x) => forward(net, x, { training: false }).slice([0, k], [1, 1]).sum())(x);
  return Array.from({ length: outputs }, (_, k) => [...row(k).dataSync()]);
}

function expectCausal(net: tf.LayersModel, order: number[]): void {
  for (const [k, row] of jacobian(net, 2 * D).entries()) {
    row.slice(0, D).forEach((dy, j) => {
      const name = `output of degree ${order[k % D]} by input of degree ${order[j]}`;
      if (order[k % D]! > order[j]!) expect(Math.abs(dy), name).to.be.above(0);
      else expect(dy, name).to.equal(0);
    });
  }
}

describe('masked dense layers (MADE)', () => {
  before(() => ready());
  beforeEach(() => {
    seed(3);
  });

  it('make a network whose Jacobian is strictly triangular and full, in any order of the variables', () => {
    for (let n = 0; n < 5; n++) {
      const order = [...tf.util.createShuffledIndices(D)].map((i) => i + 1);
      expectCausal(made(order), order);
    }
  });

  it('show the context to every output', () => {
    for (const row of jacobian(made(variables), 2 * D)) {
      expect(Math.abs(row[D]!)).to.be.above(0);
      expect(Math.abs(row[D + 1]!)).to.be.above(0);
    }
  });

  it('take other degrees while they train, and the mask with them', () => {
    const net = made(variables);
    const [a, b, c] = net.masked as [MaskedDense, MaskedDense, MaskedDense];
    const order = [3, 5, 1, 4, 2];
    const h = hiddenDegrees(40, [0], D);
    a.setDegrees({ inputDegrees: [...order, 0, 0], outputDegrees: h });
    b.setDegrees({ inputDegrees: h, outputDegrees: h });
    c.setDegrees({ inputDegrees: h, outputDegrees: [...order, ...order] });
    expectCausal(net, order);
    expect(() => {
      a.setDegrees({ inputDegrees: order, outputDegrees: h });
    }).to.throw('needs 7 inputDegrees, but got 5');
  });

  it('hidden degrees lie between the least degree before and D - 1, each as likely', () => {
    const degrees = hiddenDegrees(6000, [2, 4, 5], 5);
    const counts = [2, 3, 4].map((m) => degrees.filter((d) => d === m).length);
    expect(counts.reduce((a, b) => a + b)).to.equal(6000);
    for (const count of counts) expect(count).to.be.within(1800, 2200); // 5 deviations of 36
    expect(hiddenDegrees(3, [1], 1)).to.deep.equal([1, 1, 1]); // one variable: the output sees nothing
  });
});
