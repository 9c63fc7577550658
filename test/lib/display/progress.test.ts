import { expect } from 'chai';
import { type LiveProgressOptions, type Progress, liveProgress, ready, tf } from 'saddlepoint';
import { duration, stepTime } from 'saddlepoint/dist/display/duration';
import { type Sent, attended, inKernel, printed } from './kernel';
import { ofName, texts } from './svg';

const PLOTLY = 'application/vnd.plotly.v1+json';

/** A training of 10 steps of 2 s in 2 epochs, after the given step. */
const after = (step: number): Progress => {
  const at = Array.from({ length: step }, (_, i) => i + 1);
  const history = { D: at.map((s) => 1 / s), G: at.map((s) => s) };
  const [secondsElapsed, secondsLeft] = [2 * step, 20 - 2 * step];
  return {
    epoch: Math.ceil(step / 5),
    epochs: 2,
    step,
    steps: 10,
    secondsElapsed,
    secondsLeft,
    history,
    at,
    done: step === 10,
  };
};

const run = (options: LiveProgressOptions, steps = [1, 2, 5, 10]): Promise<Sent[]> =>
  inKernel(async () => {
    const report = liveProgress({ every: 0, ...options });
    for (const step of steps) await report(after(step));
  });

describe('live progress', () => {
  before(async () => {
    await ready();
  });

  it('draws in one place: while it runs a picture of all, at the end the figure', async () => {
    const sent = await run({ title: 'DCGAN' });
    expect(new Set(sent.map((s) => s.id)).size).to.equal(1);
    expect(sent.map((s) => s.update)).to.deep.equal([false, true, true, true]);
    expect(sent.map((s) => PLOTLY in s.data)).to.deep.equal([false, false, false, true]);
    const end = sent[3]!.data;
    expect(end['text/plain']).to.equal('Figure: DCGAN: 2 epochs, 10 steps in 20 s (2.0 s a step): D, G');
    expect(end).to.have.property('image/svg+xml');
  });

  it('shows how far it is in its bar and in words', async () => {
    const [, , half] = await run({ title: 'DCGAN' });
    const svg = half!.data['image/svg+xml'] as string;
    const [track, full] = ofName(svg, 'rect').filter((e) => e.attributes['rx'] !== undefined);
    expect(Number(full!.attributes['width']) / Number(track!.attributes['width'])).to.be.closeTo(0.5, 1e-3);
    expect(texts(svg)).to.include.members(['DCGAN', '50 %', 'D', 'G']);
    expect(texts(svg)).to.contain('epoch 1 of 2 · step 5 of 10 · 10 s so far · 10 s left · 2.0 s a step');
  });

  it('draws samples, disposes of them and keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    const sent = await run({ samples: () => tf.zeros([4, 8, 8, 1]) });
    expect(tf.memory().numTensors).to.equal(before);
    for (const { data } of sent) expect(ofName(data['image/svg+xml'] as string, 'image')).to.have.length(1);
    const { layout } = sent[3]!.data[PLOTLY] as { layout: { images: { source: string }[] } };
    expect(layout.images[0]!.source).to.match(/^data:image\/png;base64,/);
  });

  it('draws no more often than it should, but always the end', async () => {
    let drawn = 0;
    const samples = (): tf.Tensor4D => {
      drawn++;
      return tf.zeros([1, 2, 2, 1]);
    };
    const sent = await run({ samples, every: 3600 }, [1, 2, 3, 4, 5, 10]);
    expect([sent.length, drawn]).to.deep.equal([2, 2]);
  });

  it('is one line now and then where nobody watches', async () => {
    const said = await printed(async () => {
      const report = liveProgress({ every: 0, title: 'DCGAN' });
      for (const step of [1, 2, 5, 10]) await report(after(step));
    });
    expect(said.split('\n')).to.deep.equal([
      'DCGAN [==..................] 10 %, epoch 1/2, 18 s left, 2.0 s a step, D 1.000, G 1.000',
      'DCGAN: 2 epochs, 10 steps in 20 s (2.0 s a step)',
      '',
    ]);
  });

  it('is one line rewritten in a terminal', async () => {
    const said = await attended(async () => {
      const report = liveProgress({ every: 0 });
      for (const step of [1, 5, 10]) await report(after(step));
    });
    expect(said.split('\r').slice(1).map((line) => line.length)).to.deep.equal([59, 59, 60]); // prettier-ignore
    expect(said.match(/\n/g)).to.have.length(1);
  });

  it('refuses a negative time', () => {
    expect(() => liveProgress({ every: -1 })).to.throw(/every is -1: expected seconds, 0 or more/);
  });

  it('says times as people do', () => {
    expect([0, 42.4, 60, 200, 3900, Infinity].map(duration)).to.deep.equal(['0 s', '42 s', '1 min 00 s', '3 min 20 s', '1 h 05 min', 'unknown']); // prettier-ignore
    expect([0.00012, 0.1244, 2.31].map(stepTime)).to.deep.equal(['0.12 ms', '124 ms', '2.3 s']);
  });
});
