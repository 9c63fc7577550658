import { expect } from 'chai';
import { tf } from 'saddlepoint';
import { exercise, expectClose, notebookSpec } from 'saddlepoint-course';
import { harness, type Step, type StepOnData } from './99-toy.harness';

const sum = (xs: number[]): number => xs.reduce((a, b) => a + b, 0);

const mean = exercise<{ mean: (xs: number[]) => number }>({
  id: '99.1',
  title: 'The mean',
  points: 2,
  tests: [
    {
      name: 'the mean of 1, 2, 6 is 3',
      run: async (student) => {
        await expectClose(await student.mean([1, 2, 6]), 3);
      },
    },
    {
      name: 'inputs stay as they are',
      run: async (student) => {
        const xs = [3, 1, 2];
        await student.mean(xs);
        expect(xs).to.deep.equal([3, 1, 2]);
      },
    },
    {
      name: 'a single number',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.mean([5]), 5);
      },
    },
  ],
  mistakes: [
    { name: 'a sum', hint: 'Divide by how many there are.', functions: { mean: sum } },
    { name: 'n - 1', hint: 'Divide by n.', functions: { mean: (xs) => sum(xs) / (xs.length - 1) } },
    { name: 'middle', hint: 'That is the median.', functions: { mean: (xs) => [...xs].sort()[xs.length >> 1]! } },
  ],
  probe: async (student) => [await student.mean([1, 4, 10]), await student.mean([2, 2])],
});

/** softplus(x) has the gradient sigmoid(x). */
const loss = exercise<{ loss: (x: tf.Tensor1D) => tf.Scalar }>({
  id: '99.2',
  title: 'A loss',
  points: 1,
  tests: [
    {
      name: 'ln 2 at zero',
      run: async (student) => {
        await expectClose(await student.loss(tf.zeros([4])), tf.scalar(Math.LN2));
      },
    },
    {
      name: 'its gradient at zero is 1/2 over the batch',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.loss.gradient(tf.zeros([2])), [tf.tensor1d([0.25, 0.25])]);
      },
    },
  ],
  mistakes: [
    { name: 'sum', hint: 'A mean.', functions: { loss: (x) => tf.sum(tf.softplus(x)) } },
    { name: 'sign', hint: 'The sign.', functions: { loss: (x) => tf.mean(tf.neg(tf.softplus(x))) } },
    { name: 'relu', hint: 'Softer.', functions: { loss: (x) => tf.mean(tf.relu(x)) } },
  ],
  probe: (student) => student.loss(tf.tensor1d([1, 2])),
});

const moves = (by: (w: tf.Tensor, rate: number) => tf.Tensor): Step => ({
  step: (network, rate) => {
    network.setWeights([by(network.getWeights()[0]!, rate)]);
  },
});

const step = exercise<Step, StepOnData>({
  id: '99.3',
  title: 'A step down the square',
  points: 1,
  harness: harness['99.3'],
  tests: [
    {
      name: 'from 1 at rate 0.25 to 0.5',
      run: async (student) => {
        await expectClose(await student.step(1, 0.25), 0.5);
      },
    },
    {
      name: 'at rate 0 nothing moves',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.step(3, 0), 3);
      },
    },
  ],
  mistakes: [
    { name: 'up', hint: 'Down.', functions: moves((w, rate) => w.mul(1 + 2 * rate)) },
    { name: 'half', hint: 'The 2 of the square.', functions: moves((w, rate) => w.mul(1 - rate)) },
    { name: 'no rate', hint: 'The rate.', functions: moves((w) => w.mul(-1)) },
  ],
  probe: (student) => student.step(1, 0.1),
});

export default notebookSpec('99-toy', [mean, loss, step]);
