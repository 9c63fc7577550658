import { expect } from 'chai';
import { hinge, leastSquares, nonSaturating, ready, saturating, smoothedLabels, tf, wasserstein } from 'saddlepoint';
import { expectClose } from '../nn/close';
import { readGolden } from '../nn/golden';

interface Golden {
  real: number[];
  fake: number[];
  losses: Record<string, { discriminator: Values & { byReal: number[] }; generator: Values }>;
}
interface Values {
  value: number;
  byFake: number[];
}
const golden = readGolden('gan-losses') as Golden;

const losses = {
  saturating,
  nonSaturating,
  'nonSaturating, real labels 0.9': smoothedLabels(0.9),
  leastSquares,
  wasserstein,
  hinge,
};
const column = (values: number[]) => tf.tensor2d(values, [values.length, 1]);
const sigmoid = (s: number) => 1 / (1 + Math.exp(-s));

describe('GAN losses', () => {
  before(() => ready());

  for (const [name, loss] of Object.entries(losses)) {
    const want = golden.losses[name]!;

    it(`${name}: values and gradients are PyTorch's, at mild and at extreme logits`, () => {
      const [real, fake] = [column(golden.real), column(golden.fake)];
      const d = tf.valueAndGrads((...[r, f]) => loss.discriminator(r!, f!))([real, fake]);
      expectClose(d.value, [want.discriminator.value]);
      expectClose(d.grads[0]!, want.discriminator.byReal, 1e-6);
      expectClose(d.grads[1]!, want.discriminator.byFake, 1e-6);
      const g = tf.valueAndGrad((f) => loss.generator(f))(fake);
      expectClose(g.value, [want.generator.value]);
      expectClose(g.grad, want.generator.byFake, 1e-6);
    });

    it(`${name}: says its own name, and stays finite at logits of 10,000`, () => {
      expect(loss.name).to.equal(name);
      const huge = column([-1e4, 1e4]);
      const { value, grads } = tf.valueAndGrads((...[r, f]) => loss.discriminator(r!, f!))([huge, huge]);
      for (const x of [value, ...grads, loss.generator(huge)])
        expect([...x.dataSync()].every(Number.isFinite)).to.be.true;
    });
  }

  it("D's loss at zero logits is ln 4, and G's is ln 2 (minus ln 2 in the minimax game)", () => {
    const zero = tf.zeros([5, 1]);
    for (const loss of [saturating, nonSaturating]) expectClose(loss.discriminator(zero, zero), [Math.log(4)], 1e-6);
    expectClose(nonSaturating.generator(zero), [Math.log(2)], 1e-6);
    expectClose(saturating.generator(zero), [-Math.log(2)], 1e-6);
  });

  it('the gradient by a logit is -sigmoid(s) in the minimax game, -(1 - sigmoid(s)) without saturation (G-14)', () => {
    const logits = Array.from({ length: 41 }, (_, i) => (i - 20) / 2);
    const perLogit = (loss: typeof saturating) =>
      tf
        .grad((s) => loss.generator(s))(column(logits))
        .mul(logits.length);
    expectClose(
      perLogit(saturating),
      logits.map((s) => -sigmoid(s)),
      1e-6,
    );
    expectClose(
      perLogit(nonSaturating),
      logits.map((s) => -(1 - sigmoid(s))),
      1e-6,
    );
  });

  it('at s = -8 the non-saturating gradient is e^8 = 2981 times as large', () => {
    const at = (loss: typeof saturating) =>
      tf
        .grad((s) => loss.generator(s))(column([-8]))
        .dataSync()[0]!;
    expect(at(nonSaturating) / at(saturating)).to.be.closeTo(Math.exp(8), 1);
  });

  it('smoothed labels: D is best at (0.9 p_data) / (p_data + p_g), here 0.9 where nothing is fake', () => {
    const sure = column([Math.log(0.9 / 0.1)]);
    const far = column([-1e4]); // fakes that cost nothing
    const slope = tf.grad((real) => smoothedLabels(0.9).discriminator(real, far))(sure);
    expectClose(slope, [0], 1e-7);
    expectClose(smoothedLabels(1).discriminator(sure, far), [nonSaturating.discriminator(sure, far).dataSync()[0]!]);
  });

  it('smoothedLabels says which labels it takes', () => {
    for (const label of [0, 0.5, 1.1, NaN]) expect(() => smoothedLabels(label)).to.throw(RangeError, '(0.5, 1]');
  });
});
