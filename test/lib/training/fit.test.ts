import { expect } from 'chai';
import {
  DivergedError,
  fit,
  forward,
  randomState,
  ready,
  seed,
  tf,
  type Dataset,
  type Progress,
  type Trainable,
} from 'saddlepoint';
import { rejection } from './rejection';
import { circle, numbers, TinyGAN } from './tiny-gan';

/** A model whose loss at step n is lossOf(n). */
function scripted(
  lossOf: (step: number) => number,
  milliseconds = 0,
): Trainable<tf.Tensor2D, 'loss'> & { steps: number } {
  return {
    steps: 0,
    parts: {},
    step() {
      const end = performance.now() + milliseconds;
      while (performance.now() < end);
      return { loss: tf.scalar(lossOf(++this.steps)) };
    },
    dispose: () => undefined,
  };
}

describe('fit', () => {
  before(() => ready());

  it('takes every batch of every epoch and tells what happened', async () => {
    const model = new TinyGAN();
    const result = await fit(model, circle(50), { epochs: 3, batchSize: 8 });
    expect(result).to.include({ epochs: 3, steps: 18, interrupted: false });
    expect(model.parts.optD.iterations).to.equal(18);
    expect(result.history).to.have.all.keys('discriminator', 'generator');
    expect(result.at.at(-1)).to.equal(18);
    for (const losses of Object.values(result.history)) expect(losses).to.have.length(result.at.length);
  });

  it('with the same seed ends with the same bits, whatever the reports draw', async () => {
    const ends = [];
    for (const report of [
      undefined,
      () => void Math.random(),
      async () => {
        await Promise.resolve();
        Math.random();
      },
    ]) {
      seed(7);
      const model = new TinyGAN();
      await fit(model, circle(40), { epochs: 4, batchSize: 8, seed: 1, ...(report && { report }) });
      ends.push({ weights: await numbers(model), random: randomState() });
    }
    expect(ends[1]).to.deep.equal(ends[0]);
    expect(ends[2]).to.deep.equal(ends[0]);
  });

  it('reports after the first step, about twice a second, and at the end; losses are means since the last report', async () => {
    const reports: Progress[] = [];
    const model = scripted((step) => step, 10);
    const report = (progress: Progress) => void reports.push(structuredClone(progress));
    const result = await fit(model, circle(400), { epochs: 1, batchSize: 4, report });
    expect(reports[0]).to.include({ epoch: 1, epochs: 1, step: 1, steps: 100, done: false });
    expect(reports.at(-1)).to.include({ step: 100, secondsLeft: 0, done: true });
    expect(reports.filter(({ done }) => done)).to.have.length(1);
    expect(reports.length).to.be.within(3, 2 + Math.ceil(result.seconds / 0.5));
    let from = 0;
    result.at.forEach((to, i) => {
      expect(result.history['loss']![i]).to.be.closeTo((from + 1 + to) / 2, 1e-5); // the mean of from + 1 ... to
      from = to;
    });
    expect(result.at).to.deep.equal(reports.map(({ step }) => step));
  });

  it('estimates the time that is left from the speed so far', async () => {
    const reports: Progress[] = [];
    await fit(
      scripted(() => 1, 20),
      circle(60),
      { epochs: 1, batchSize: 1, report: (p) => void reports.push(p) },
    );
    for (const { step, secondsElapsed, secondsLeft } of reports) {
      expect(secondsLeft).to.be.closeTo((secondsElapsed / step) * (60 - step), 1e-6);
    }
  });

  it('turns the event loop while it trains', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await fit(
      scripted(() => 1, 5),
      circle(40),
      { epochs: 1, batchSize: 1 },
    );
    clearInterval(timer);
    expect(ticks).to.be.at.least(30);
  });

  for (const bad of [NaN, Infinity, -Infinity]) {
    it(`stops when a loss is ${bad}, and names the loss and the step`, async () => {
      const model = scripted((step) => (step === 37 ? bad : 1));
      const training = fit(model, circle(1000), { epochs: 100, batchSize: 1 });
      const message = await rejection(training);
      expect(message).to.include(`the loss loss is ${bad} at step 37.`);
      await training.catch((error: unknown) => expect(error).to.be.instanceOf(DivergedError));
    });
  }

  it('names the network whose weights are not finite when the loss is not', async () => {
    /** At step 3 the weights of G's last layer become `value`; the loss is of G alone. */
    const diverge = async (value: number): Promise<string> => {
      const gan = new TinyGAN();
      const { G, D } = gan.parts;
      let steps = 0;
      const step = (x: tf.Tensor2D) => {
        const last = G.layers.at(-1)!;
        if (++steps === 3) last.setWeights(last.getWeights().map((w) => tf.fill(w.shape, value)));
        return { loss: tf.tidy(() => tf.log(forward(G, x, { training: false }).square().mean<tf.Scalar>())) };
      };
      const model: Trainable<tf.Tensor2D, 'loss'> = { parts: { G, D }, step, dispose: () => undefined };
      const message = await rejection(fit(model, circle(80), { epochs: 1, batchSize: 8 }));
      gan.dispose();
      return message;
    };
    expect(await diverge(NaN)).to.match(/loss is NaN at step 3\. .* By now weights of 'G' are not finite\.$/);
    expect(await diverge(0)).to.match(/loss is -Infinity at step 3\. .* No network has weights that are not finite: /);
  });

  it('is stopped by SIGINT: finishes the step, resolves, and stops listening', async () => {
    const runners = process.listeners('SIGINT'); // mocha's own would end the tests
    process.removeAllListeners('SIGINT');
    try {
      const model = scripted(() => 1);
      let shots = 0;
      const report = () => {
        if (shots++ === 0) process.kill(process.pid, 'SIGINT');
      };
      const result = await fit(model, circle(10_000), { epochs: 100, batchSize: 1, report });
      expect(result).to.include({ interrupted: true, epochs: 0, steps: model.steps });
      expect(model.steps).to.be.below(10_000);
      expect(result.at.at(-1)).to.equal(model.steps);
      expect(process.listenerCount('SIGINT')).to.equal(0);
    } finally {
      for (const listener of runners) process.on('SIGINT', listener);
    }
  });

  it('leaks nothing: not when it ends, not when the model throws, not when it diverges', async () => {
    const failing = (): never => {
      throw new Error('a mistake');
    };
    await fit(new TinyGAN(), circle(16), { epochs: 1, batchSize: 8 }); // whatever tfjs makes once
    const model = new TinyGAN();
    await fit(model, circle(16), { epochs: 1, batchSize: 8 });
    const before = tf.memory().numTensors;
    await fit(model, circle(160), { epochs: 2, batchSize: 8 });
    expect(tf.memory().numTensors).to.equal(before);
    expect(await rejection(fit(scripted(failing), circle(9), { epochs: 1, batchSize: 1 }))).to.equal('a mistake');
    expect(tf.memory().numTensors).to.equal(before);
    await rejection(
      fit(
        scripted(() => NaN),
        circle(9),
        { epochs: 1, batchSize: 1 },
      ),
    );
    expect(tf.memory().numTensors).to.equal(before);
  });

  it('says what is wrong with its options and with the data', async () => {
    const refused = (options: object, data: Dataset<tf.Tensor2D> = circle(20)) =>
      rejection(fit(new TinyGAN(), data, { epochs: 1, batchSize: 4, ...options }));
    expect(await refused({ epochs: 0 })).to.equal('fit: epochs must be a whole number from 1 up, but is 0.');
    expect(await refused({ batchSize: 2.5 })).to.equal('fit: batchSize must be a whole number from 1 up, but is 2.5.');
    expect(await refused({ batchSize: 32 })).to.equal(
      "fit: batchSize is 32, but the data set 'circle' has only 20 examples.",
    );
    const short = { ...circle(8), size: 20 };
    const message = 'handed out 2 batches in an epoch, but its size of 20 makes 5 batches of 4';
    expect(await refused({}, short)).to.include(message);
  });
});
