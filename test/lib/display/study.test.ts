import { expect } from 'chai';
import { clopperPearson, pairStudy, ready, seed, tf } from 'saddlepoint';

/** Image n of a set is all of one grey, so that sets and pairs can be told apart. */
const greys = (n: number, from: number) =>
  tf.tidy(() =>
    tf
      .linspace(from, from + 0.5, n)
      .reshape<tf.Tensor4D>([n, 1, 1, 1])
      .tile<tf.Tensor4D>([1, 4, 4, 1]),
  );
const message = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing thrown';
};

describe('study of pairs (H-04)', () => {
  const [N, other] = [30, { L: 'R', R: 'L' } as const];
  let [real, samples] = [] as unknown as [tf.Tensor4D, tf.Tensor4D];
  before(async () => {
    await ready();
    [real, samples] = [greys(N, -1), greys(N, 0.2)];
  });
  after(() => {
    tf.dispose([real, samples]);
  });

  it('counts right choices, the share fooled, its interval, and the chance of guessing them', async () => {
    seed(1);
    const study = await pairStudy(real, samples);
    const truth = study.score('L'.repeat(N)).real;
    expect(new Set(truth)).to.deep.equal(new Set(['L', 'R']));

    const perfect = study.score(truth.join(' '));
    expect(perfect).to.include({ right: N, trials: N, fooled: 0 });
    expect(perfect.pValue).to.be.closeTo(2 ** -N, 1e-15);

    const wrongFour = truth.map((side, n) => (n < 4 ? other[side] : side).toLowerCase());
    const some = study.score(wrongFour.join(''));
    expect(some).to.include({ right: N - 4, fooled: 4 / N });
    expect(some.interval).to.deep.equal(clopperPearson(4, N));
  });

  it('puts the real image on a side drawn at random, and does not give it away', async () => {
    seed(2);
    const study = await pairStudy(real, real);
    seed(3);
    const sides = await pairStudy(real, real);
    expect(study.score('L'.repeat(N)).real).to.not.deep.equal(sides.score('L'.repeat(N)).real);
    // with two equal images in a pair nothing but the truth differs: the page must not
    expect(study.html).to.equal(sides.html);
  });

  it('has the right pictures on the right sides', async () => {
    seed(4);
    const study = await pairStudy(real, samples);
    const uris = [...study.html.matchAll(/src="([^"]+)"/g)].map((match) => match[1]!);
    expect(uris).to.have.length(2 * N);
    const same = await pairStudy(real, real);
    const ofReal = [...same.html.matchAll(/src="([^"]+)"/g)].map((match) => match[1]!);
    study.score('L'.repeat(N)).real.forEach((side, n) => {
      expect(uris[2 * n + (side === 'L' ? 0 : 1)]).to.equal(ofReal[2 * n]);
    });
  });

  it('leaves no tensor behind, and stays below 100 kB for 30 digits', async () => {
    const digits = tf.randomUniform<tf.Rank.R4>([N, 28, 28, 1], -1, 1);
    const before = tf.memory().numTensors;
    const { html } = await pairStudy(digits, digits);
    expect(tf.memory().numTensors).to.equal(before);
    expect(html.length).to.be.lessThan(100_000);
    digits.dispose();
  });

  it('says what is wrong with its input', async () => {
    const few = samples.slice(0, 2);
    const refused = await pairStudy(real, few).catch((error: unknown) => (error as Error).message);
    expect(refused).to.contain('real [30,4,4,1] and samples [2,4,4,1]');
    const study = await pairStudy(few, few);
    expect(message(() => study.score('L'))).to.contain('1 choices for 2 pairs');
    expect(message(() => study.score('LX'))).to.contain("'X' at place 2");
    few.dispose();
  });
});
