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

  it('holds as many tensors after five steps as after one, and none once disposed of', () => {
    const vars = variables();
    const before = tf.memory().numTensors;
    const optimizer = adam(config);
    step(optimizer, vars, 0);
    const held = tf.memory().numTensors;
    for (let i = 1; i < 5; i++) {
      step(optimizer, vars, i);
      expect(tf.memory().numTensors).to.equal(held);
    }
    optimizer.dispose();
    expect(tf.memory().numTensors).to.equal(before);
  });

  it('leaves what was made of a variable before the step as it was', async () => {
    const w = tf.variable(tf.ones([64, 64]));
    const optimizer = adam({ learningRate: 0.1, beta1: 0.9 });
    const gradient = tf.ones([64, 64]);
    const stepOn = () => {
      optimizer.applyGradients({ [w.name]: gradient });
    };
    stepOn();
    const [clone, reshaped, value] = [w.clone(), w.reshape([-1]), (await w.data())[0]!];
    const slots = await optimizer.getWeights();
    const m = (await slots[1]!.tensor.data())[0]!;
    stepOn();
    expect([clone, reshaped].map((t) => t.dataSync()[0])).to.deep.equal([value, value]);
    expect(slots[1]!.tensor.dataSync()[0]).to.equal(m);
    expect(w.dataSync()[0]).to.be.below(value);
  });

  it('takes up a value that was assigned between two steps', () => {
    const w = tf.variable(tf.scalar(1));
    const optimizer = adam({ learningRate: 0.1, beta1: 0.9 });
    const stepOn = () => {
      optimizer.applyGradients({ [w.name]: tf.scalar(1) });
    };
    stepOn();
    w.assign(tf.scalar(5));
    stepOn();
    expect(distance(w.dataSync(), [4.9])).to.be.below(1e-6);
  });

  it('leaves alone what was read before a step: weights, and its own memory', async () => {
    const [w, gradient] = [tf.variable(tf.zeros([3])), tf.ones([3])];
    const optimizer = adam({ learningRate: 0.1, beta1: 0.9 });
    const step = () => {
      optimizer.applyGradients({ [w.name]: gradient });
    };
    step();
    const read = [w.clone(), w.reshape([3, 1]), ...(await optimizer.getWeights()).map(({ tensor }) => tensor)];
    const before = read.map((tensor) => [...tensor.dataSync()]);
    step();
    expect(w.dataSync()[0]).to.be.closeTo(-0.2, 1e-5);
    expect(read.map((tensor) => [...tensor.dataSync()])).to.deep.equal(before);
    tf.dispose([w, gradient, ...read]);
    optimizer.dispose();
  });

  it('moves by a tenth of its rate after each drop, and says so in its config', () => {
    const [w, gradient] = [tf.variable(tf.zeros([1])), tf.ones([1])];
    const optimizer = adam({ learningRate: 0.1, beta1: 0, beta2: 0, epsilon: 1e-12, drops: [2, 3] });
    const places = [0, 1, 2, 3].map(() => {
      optimizer.applyGradients({ [w.name]: gradient });
      return w.dataSync()[0]!;
    });
    // Without memory Adam goes its whole rate along the sign.
    for (const [i, place] of [-0.1, -0.2, -0.21, -0.211].entries()) expect(places[i]).to.be.closeTo(place, 1e-6);
    expect(optimizer.getConfig()).to.include({ drops: '2,3' });
    expect(adam({ learningRate: 0.1, beta1: 0 }).getConfig()).not.to.have.property('drops');
    expect(() => adam({ learningRate: 1, beta1: 0, drops: [3, 2] })).to.throw('ascending, but are 3, 2');
    tf.dispose([w, gradient]);
    optimizer.dispose();
  });

  it('refuses settings out of range', () => {
    expect(() => adam({ learningRate: 0, beta1: 0.5 })).to.throw('learningRate must be above 0, but is 0');
    expect(() => adam({ learningRate: 1, beta1: 1 })).to.throw('beta1 must be in [0, 1), but is 1');
    expect(() => adam({ learningRate: 1, beta1: 0, beta2: NaN })).to.throw('beta2 must be in [0, 1), but is NaN');
  });
});
