import { expect } from 'chai';
import { animation, curves, ganDiagram, histogram, ready, seed, tf } from 'saddlepoint';
import { bundleOf } from './figures';
import { texts } from './svg';

const PLOTLY = 'application/vnd.plotly.v1+json';
interface Sent {
  data: { y: number[] }[];
  layout: {
    xaxis: { range: number[] };
    yaxis: { range: number[] };
    sliders: { active: number; steps: { label: string }[] }[];
  };
  frames: { name: string; data: Record<string, unknown>[] }[];
}

const x = Array.from({ length: 200 }, (_, i) => i / 20);
const wave = (phase: number) =>
  curves({ fixed: { x, y: x.map(Math.cos) }, moved: { x, y: x.map((v) => phase * Math.sin(v)) } }, { x: 't' });

describe('animation', () => {
  const moving = animation([0, 1, 2, 3], wave, { slider: 'gain', start: 1 });
  const sent = bundleOf(moving)[PLOTLY] as Sent;

  it('sends plotly a slider, and of each frame only what moves', () => {
    expect(sent.layout.sliders[0]!.active).to.equal(1);
    expect(sent.layout.sliders[0]!.steps.map((s) => s.label)).to.deep.equal(['0', '1', '2', '3']);
    expect(sent.frames.map((f) => f.name)).to.deep.equal(['0', '1', '2', '3']);
    expect(Object.keys(sent.frames[2]!.data[0]!)).to.deep.equal(['type']);
    expect(Object.keys(sent.frames[2]!.data[1]!)).to.have.members(['type', 'y']);
    expect((sent.frames[3]!.data[1]!['y'] as number[])[10]).to.be.closeTo(3 * Math.sin(0.5), 1e-4);
    expect(sent.data[1]!.y[10]).to.be.closeTo(Math.sin(0.5), 1e-4);
  });

  it('all frames have the axes that show all of them', () => {
    const ranges = moving.frames.map((f) => f.layout.yaxis!.range!);
    for (const range of ranges) expect(range).to.deep.equal(ranges[0]);
    expect(ranges[0]![0]).to.be.below(-2.9);
    expect(ranges[0]![1]).to.be.above(2.9);
    ranges[0]!.forEach((end, i) => {
      expect(sent.layout.yaxis.range[i]).to.be.closeTo(end, 1e-3);
    });
  });

  it('elsewhere the first frame stands still, and says that there are others', () => {
    const words = texts(bundleOf(moving)['image/svg+xml'] as string).join(' ');
    expect(words).to.contain('gain: 1; one of 4 frames');
  });

  it('stays under 200 kB with 60 frames of 3,000 points', () => {
    const many = Array.from({ length: 3000 }, (_, i) => i / 300);
    const big = animation(
      Array.from({ length: 60 }, (_, i) => i),
      (phase) => curves({ a: { x: many, y: many.map((v) => Math.sin(v + phase)) } }),
      { slider: 'phase' },
    );
    expect(Buffer.byteLength(JSON.stringify(bundleOf(big)[PLOTLY]))).to.be.below(200_000);
  });

  it('bars stand on zero, and histograms move', () => {
    const bars = animation([1, 2], (n) => histogram([0, 1, 1, 2, 3].map((v) => v * n)), { slider: 'n' });
    expect(bars.frames[0]!.layout.yaxis!.range![0]).to.equal(0);
  });

  it('says what is wrong with its input', () => {
    expect(() => animation([], wave, { slider: 'a' })).to.throw('no values');
    expect(() => animation([1], wave, { slider: 'a', start: 3 })).to.throw('start is 3: expected an index from 0 to 0');
    expect(() => animation([1, 2, 1], wave, { slider: 'a' })).to.throw('1 is there twice');
    const growing = (n: number) => curves(n === 0 ? { a: [1] } : { a: [1], b: [2] });
    expect(() => animation([0, 1], growing, { slider: 'a' })).to.throw('frame of 0 has the traces scatter: expected');
  });
});

describe('G-22: the diagram of a GAN', () => {
  before(() => ready());

  it("shows the means of D(x) and D(G(z)) that the networks' tensors have", async () => {
    seed(1);
    const G = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    const D = tf.sequential({
      layers: [tf.layers.dense({ units: 4, activation: 'relu', inputShape: [1] }), tf.layers.dense({ units: 1 })],
    });
    const [data, z] = [tf.randomNormal([64, 1]), tf.randomNormal([32, 2])];
    const before = tf.memory().numTensors;
    const diagram = await ganDiagram(G, D, data, z);
    expect(tf.memory().numTensors).to.equal(before);
    const meanD = (t: tf.Tensor) =>
      tf.tidy(
        () =>
          tf
            .sigmoid(D.predict(t) as tf.Tensor)
            .mean()
            .dataSync()[0]!,
      );
    const [real, fake] = [meanD(data), tf.tidy(() => meanD(G.predict(z) as tf.Tensor))];
    expect(diagram.real).to.be.closeTo(real, 1e-6);
    expect(diagram.fake).to.be.closeTo(fake, 1e-6);
    const words = texts(diagram.svg);
    expect(words).to.include(`mean D(x) = ${real.toFixed(3)}`);
    expect(words).to.include(`mean D(G(z)) = ${fake.toFixed(3)}`);
    expect(words).to.include('2 layers, 13 weights');
    expect(diagram.text).to.contain(real.toFixed(3)).and.to.contain(fake.toFixed(3));
    const wrong = await ganDiagram(G, D, z, z).catch((error: unknown) => (error as Error).message);
    expect(wrong).to.contain('takes [B, 1]');
    tf.dispose([data, z]);
    G.dispose();
    D.dispose();
  });
});
