import { expect } from 'chai';
import {
  arrayDataset,
  gaussianGrid,
  gaussianRing,
  ready,
  seed,
  tf,
  toyDataset,
  toyMixture,
  twoMoons,
} from 'saddlepoint';

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('toy densities', () => {
  before(() => ready());

  it('a 1-D mixture has the density of its formula, and integrates to one', () => {
    const toy = toyMixture({ name: 'two bumps', means: [[-2], [1]], sigmas: [0.5, 1], weights: [1, 3] });
    const normal = (x: number, m: number, s: number) =>
      Math.exp(-((x - m) ** 2) / (2 * s * s)) / (s * Math.sqrt(2 * Math.PI));
    const density = (x: number) => 0.25 * normal(x, -2, 0.5) + 0.75 * normal(x, 1, 1);
    let integral = 0;
    for (let x = -12; x < 12; x += 0.01) {
      expect(toy.logDensity([x])).to.be.closeTo(Math.log(density(x)), 1e-9);
      integral += Math.exp(toy.logDensity([x])) * 0.01;
    }
    expect(integral).to.be.closeTo(1, 1e-9);
  });

  it('draws have the entropy that the density says: the mean of -log p(x) of well-separated modes', () => {
    seed(1);
    for (const toy of [gaussianRing(), gaussianGrid(), gaussianRing({ modes: 3, radius: 5, sigma: 0.1 })]) {
      const sigma = toy.name === '25-grid' ? 0.05 : toy.name === '8-ring' ? 0.02 : 0.1;
      const entropy = Math.log(toy.modes.length) + Math.log(2 * Math.PI * Math.E * sigma * sigma);
      const n = 10_000;
      const surprise = mean(toy.sample(n).map((x) => -toy.logDensity(x)));
      // -log N has variance d/2 = 1 in two dimensions: five standard errors
      expect(surprise).to.be.closeTo(entropy, 5 / Math.sqrt(n));
    }
  });

  it('the ring and the grid stand where they should', () => {
    expect(gaussianRing().modes).to.have.length(8);
    for (const [x, y] of gaussianRing().modes) expect(Math.hypot(x!, y!)).to.be.closeTo(2, 1e-12);
    expect(gaussianGrid().modes.map(([x]) => x)).to.include.members([-4, -2, 0, 2, 4]);
    expect(new Set(gaussianGrid().modes.map(String)).size).to.equal(25);
  });

  it('two moons without noise lie on two half circles', () => {
    for (const [x, y] of twoMoons({ sigma: 0 }).sample(200)) {
      const upper = Math.abs(Math.hypot(x!, y!) - 1) < 1e-12 && y! >= 0;
      const lower = Math.abs(Math.hypot(x! - 1, y! - 0.5) - 1) < 1e-12 && y! <= 0.5;
      expect(upper || lower).to.equal(true);
    }
  });

  it('the seed decides the draws', () => {
    for (const toy of [gaussianRing(), twoMoons()]) {
      seed(3);
      const draws = toy.sample(5);
      seed(3);
      expect(toy.sample(5)).to.deep.equal(draws);
    }
  });

  it('is a data set of [B, d]', () => {
    const data = toyDataset(gaussianGrid(), 64);
    for (const x of data.batches(16)) {
      expect(x.shape).to.deep.equal([16, 2]);
      x.dispose();
    }
    expect([data.name, data.size]).to.deep.equal(['25-grid', 64]);
  });

  it('says when the parts of a mixture do not fit together', () => {
    expect(() => toyMixture({ name: 'odd', means: [[0], [1]], sigmas: [1] })).to.throw('odd: 2 means, 1 sigmas');
    expect(() => toyMixture({ name: 'flat', means: [[0]], sigmas: [0] })).to.throw(RangeError);
  });
});

describe('arrayDataset', () => {
  before(() => ready());

  it('takes rows, and hands out each once an epoch', () => {
    const data = arrayDataset('six', [[0], [1], [2], [3], [4], [5]]);
    const seen = [...data.batches(2)].flatMap((x) => [...x.dataSync()]);
    expect(seen.sort()).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('takes a flat array with the shape of an example', () => {
    const data = arrayDataset<tf.Tensor4D>(
      'images',
      Float32Array.from({ length: 3 * 4 }, (_, i) => i),
      [2, 2, 1],
    );
    const all = data.tensors();
    expect(all.shape).to.deep.equal([3, 2, 2, 1]);
    expect([...all.dataSync()]).to.deep.equal(Array.from({ length: 12 }, (_, i) => i));
    all.dispose();
    for (const x of data.batches(3)) {
      expect(x.shape).to.deep.equal([3, 2, 2, 1]);
      x.dispose();
    }
  });

  it('says which row is odd, and refuses numbers that make no whole examples', () => {
    expect(() => arrayDataset('odd', [[1, 2], [3]])).to.throw('odd: row 1 has 1 numbers, row 0 has 2');
    expect(() => arrayDataset('none', [])).to.throw('none');
    expect(() => arrayDataset('half', new Float32Array(5), [2])).to.throw('5 numbers do not make whole examples');
  });
});
