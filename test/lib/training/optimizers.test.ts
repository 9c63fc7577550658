import { expect } from 'chai';
import { adam, ready, tf, type AdamConfig } from 'saddlepoint';
import { distance, expectClose } from '../nn/close';
import { readGolden } from '../nn/golden';

/** Per variable, flat or in rows. */
type Arrays = (number[] | number[][])[];
interface Golden {
  config: Required<AdamConfig>;
  start: Arrays;
  gradients: Arrays[];
  trace: Arrays[];
}
const golden = readGolden('adam') as Golden;
const { config } = golden;
const variables = () => golden.start.map((values) => tf.variable(tf.tensor(values)));
const step = (optimizer: tf.Optimizer, vars: tf.Variable[], i: number) => {
  const gradients = vars.map(({ name }, j) => ({ name, tensor: tf.tensor(golden.gradients[i]![j]!) }));
  optimizer.applyGradients(gradients);
  tf.dispose(gradients.map(({ tensor }) => tensor));
};
const bits = (vars: tf.Variable[]) => vars.map((v) => [...v.dataSync()]);

describe('adam', () => {
  before(() => ready());

  it("follows PyTorch's for 30 steps", () => {
    const [optimizer, vars] = [adam(config), variables()];
    golden.trace.forEach((want, i) => {
      step(optimizer, vars, i);
      vars.forEach((v, j) => {
        expectClose(v, want[j]!.flat(), 2e-6);
      });
    });
    expect(optimizer.iterations).to.equal(30);
  });

  it('moves every weight by the learning rate in its first step, against the sign of the gradient', () => {
    const w = tf.variable(tf.tensor1d([1, 2, 3, 4]));
    const tensor = tf.tensor1d([1e-3, -5, 1e4, -1e-2]);
    adam({ learningRate: 0.1, beta1: 0.9 }).applyGradients({ [w.name]: tensor });
    expectClose(w, [0.9, 2.1, 2.9, 4.1], 1e-5);
  });

  it('saved and restored half-way, goes on bit by bit', async () => {
    const [whole, wholeVars] = [adam(config), variables()];
    for (let i = 0; i < 30; i++) step(whole, wholeVars, i);
    const [first, vars] = [adam(config), variables()];
    for (let i = 0; i < 13; i++) step(first, vars, i);
    const slots = await first.getWeights();
    const second = adam(config);
    await second.setWeights(slots);
    first.dispose();
    for (let i = 13; i < 30; i++) step(second, vars, i);
    expect(bits(vars)).to.deep.equal(bits(wholeVars));
  });

  it('keeps the slots of a variable that a step does not touch', () => {
    const [optimizer, [a, b]] = [adam(config), variables()];
    const gradient = tf.tensor(golden.gradients[0]![1]!);
    const before = bits([a!]);
    for (let i = 0; i < 3; i++) {
      const untouched = { name: a!.name, tensor: undefined as unknown as tf.Tensor };
      optimizer.applyGradients([untouched, { name: b!.name, tensor: gradient }]);
    }
    expect(bits([a!])).to.deep.equal(before);
  });

  it('drifts nowhere in 100,000 steps: a constant gradient still moves by the learning rate', async () => {
    const late = adam({ learningRate: 0.1, beta1: 0.9 });
    const w = tf.variable(tf.scalar(1));
    const slots = [tf.scalar(100_000, 'int32'), tf.scalar(3), tf.scalar(9)].map((tensor) => ({ name: '', tensor }));
    await late.setWeights(slots);
    late.applyGradients({ [w.name]: tf.scalar(3) });
    expect(distance(w.dataSync(), [0.9])).to.be.below(1e-6);
  });

  it('holds two slots a variable, and none once disposed of', () => {
    const vars = variables();
    const before = tf.memory().numTensors;
    const optimizer = adam(config);
    for (let i = 0; i < 5; i++) {
      step(optimizer, vars, i);
      expect(tf.memory().numTensors).to.equal(before + 4);
    }
    optimizer.dispose();
    expect(tf.memory().numTensors).to.equal(before);
  });

  it('refuses settings out of range', () => {
    expect(() => adam({ learningRate: 0, beta1: 0.5 })).to.throw('learningRate must be above 0, but is 0');
    expect(() => adam({ learningRate: 1, beta1: 1 })).to.throw('beta1 must be in [0, 1), but is 1');
    expect(() => adam({ learningRate: 1, beta1: 0, beta2: NaN })).to.throw('beta2 must be in [0, 1), but is NaN');
  });
});
