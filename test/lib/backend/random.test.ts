import { expect } from 'chai';
import { keepRandom, randomState, seed, setRandomState, type RandomState } from 'saddlepoint';

const draws = (n: number) => Array.from({ length: n }, () => Math.random());

describe('seed', () => {
  it('makes Math.random repeat, and different seeds differ', () => {
    const from = (n: number) => {
      seed(n);
      return draws(5);
    };
    expect(from(7)).to.deep.equal(from(7));
    const firsts = [0, 1, -1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER].map(
      (n) => from(n)[0],
    );
    expect(new Set(firsts).size).to.equal(firsts.length);
  });

  it('is sfc32 on a state from splitmix64: the numbers of the reference implementations in C', () => {
    // splitmix64 from 0 begins e220a8397b1dcdaf 6e789e6aa1b965f4; low word first, as the state lies in memory.
    seed(0);
    expect(randomState().state).to.deep.equal([0x7b1dcdaf, 0xe220a839, 0xa1b965f4, 0x6e789e6a]);
    // The first outputs from that state are a + b + counter, and so on: two make one double.
    const first = (0x7b1dcdaf + 0xe220a839 + 0x6e789e6a) >>> 0;
    expect(Math.floor(Math.random() * 2 ** 27)).to.equal(first >>> 5);
  });

  it('refuses what is not an integer', () => {
    for (const n of [1.5, NaN, Infinity, 2 ** 53, '1' as unknown as number, undefined as unknown as number]) {
      expect(() => {
        seed(n);
      }).to.throw(RangeError, `but got ${n}`);
    }
  });

  it('is uniform on [0, 1): mean, variance and the correlation of neighbours within 5 standard errors', () => {
    seed(3);
    const n = 200_000;
    const x = draws(n);
    const mean = x.reduce((a, b) => a + b) / n;
    const variance = x.reduce((a, b) => a + (b - 0.5) ** 2, 0) / n;
    const neighbours = x.slice(1).reduce((a, b, i) => a + (b - 0.5) * (x[i]! - 0.5), 0) / n;
    expect(Math.abs(mean - 1 / 2)).to.be.below(5 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(variance - 1 / 12)).to.be.below(5 * Math.sqrt(1 / 180 / n));
    expect(Math.abs(neighbours)).to.be.below(5 * Math.sqrt(1 / 144 / n));
    expect(Math.min(...x.slice(0, 50_000))).to.be.at.least(0);
    expect(Math.max(...x.slice(0, 50_000))).to.be.below(1);
  });
});

describe('the random state', () => {
  it('survives JSON', () => {
    seed(11);
    draws(3);
    const kept = JSON.stringify(randomState());
    const next = draws(4);
    setRandomState(JSON.parse(kept) as RandomState);
    expect(draws(4)).to.deep.equal(next);
  });

  it('is refused when it is not one', () => {
    for (const wrong of [
      {},
      null,
      { generator: 'sfc32', state: [1, 2, 3] },
      { generator: 'mt', state: [1, 2, 3, 4] },
    ]) {
      expect(() => {
        setRandomState(wrong as RandomState);
      }).to.throw(TypeError, 'randomState() gave');
    }
    expect(() => {
      setRandomState({ generator: 'sfc32', state: [1, 2, 3, -1] });
    }).to.throw(TypeError);
  });

  it('is put back by keepRandom after a value, a throw, a promise and a rejection', async () => {
    seed(5);
    const before = randomState();
    expect(keepRandom(() => draws(2).length)).to.equal(2);
    expect(randomState()).to.deep.equal(before);
    expect(() =>
      keepRandom(() => {
        draws(2);
        throw new Error('planned');
      }),
    ).to.throw('planned');
    expect(randomState()).to.deep.equal(before);
    const later = async (fail: boolean) => {
      draws(1);
      await new Promise((resolve) => setTimeout(resolve, 1));
      draws(1);
      if (fail) throw new Error('planned');
      return 'done';
    };
    expect(await keepRandom(() => later(false))).to.equal('done');
    expect(randomState()).to.deep.equal(before);
    expect(await keepRandom(() => later(true)).catch((e: unknown) => (e as Error).message)).to.equal('planned');
    expect(randomState()).to.deep.equal(before);
  });
});
