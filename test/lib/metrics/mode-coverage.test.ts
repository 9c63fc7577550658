import { expect } from 'chai';
import { gaussianRing, modeCoverage, seed } from 'saddlepoint';

const modes = [[0, 0], [10, 0], [0, 10]]; // prettier-ignore
const copies = (point: number[], n: number) => Array.from({ length: n }, () => point);

describe('modeCoverage (G-17)', () => {
  it('covers a mode from 20 samples within 3 sigma, and not with 19, or with 20 just outside', () => {
    const samples = [
      ...copies([0, 2.99], 20),
      ...copies([10, 0], 19),
      ...copies([3.01, 10], 20),
      ...copies([5, 5], 41),
    ];
    expect(modeCoverage(samples, { modes, sigma: 1 })).to.deep.equal({
      counts: [20, 19, 0],
      covered: 1,
      highQuality: 0.39,
    });
  });

  it('takes other bounds', () => {
    const samples = [...copies([0, 2.99], 5), ...copies([10, 0], 4)];
    expect(modeCoverage(samples, { modes, sigma: 1, within: 2, atLeast: 4 }).counts).to.deep.equal([0, 4, 0]);
    expect(modeCoverage(samples, { modes, sigma: 1, atLeast: 4 }).covered).to.equal(2);
  });

  it('a sample counts once, for the nearest of two modes that overlap', () => {
    const { counts, highQuality } = modeCoverage(copies([0.4], 7), { modes: [[0], [1]], sigma: 1 });
    expect([counts, highQuality]).to.deep.equal([[7, 0], 1]);
  });

  it('the 8-ring covers itself: all modes, and 1 − e^(−9/2) = 98.9 % within 3 sigma', () => {
    seed(3);
    const ring = gaussianRing();
    const { covered, highQuality } = modeCoverage(ring.sample(10_000), { modes: ring.modes, sigma: 0.02 });
    const share = 1 - Math.exp(-4.5);
    expect(covered).to.equal(8);
    expect(highQuality).to.be.closeTo(share, 5 * Math.sqrt((share * (1 - share)) / 10_000));
  });

  it('says what is wrong', () => {
    expect(() => modeCoverage([], { modes, sigma: 1 })).to.throw(RangeError, 'modeCoverage: samples');
    expect(() => modeCoverage([[1]], { modes, sigma: 1 })).to.throw(RangeError, 'samples have 1 numbers, modes 2');
    expect(() => modeCoverage([[1, 2]], { modes, sigma: 0 })).to.throw(RangeError, 'sigma is 0');
  });
});
