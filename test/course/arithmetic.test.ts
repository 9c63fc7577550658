import { expect } from 'chai';
import { ready, seed, tf } from 'saddlepoint';
import { ask, barsOf } from '../../course/dist/course/reproduce/arithmetic';
import { kept as keptBars } from '../../course/dist/course/reproduce/bars';
import { CodeGenerator, pick } from '../../course/dist/course/reproduce/code-generator';
import { fontStyles } from '../../course/dist/course/reproduce/font-styles';
import type { Context } from '../../course/dist/course/reproduce/row';

interface Reading {
  first: number;
  second: number;
}

/** Surely on either side of 0, and in doubt near it. */
const sigmoid = (x: number) => 1 / (1 + Math.exp(-20 * x));

/** Reads two pixels. */
async function judge(x: tf.Tensor4D): Promise<Reading[]> {
  const rows = (await x.reshape([-1, 2]).array()) as number[][];
  return rows.map(([a, b]) => ({ first: sigmoid(a!), second: sigmoid(b!) }));
}

/** z [B, 2] -> images [B, 1, 2, 1], each pixel a number of z through `activation`. */
function generator(activation: 'linear' | 'relu'): CodeGenerator {
  const dense = tf.layers.dense({ inputShape: [2], units: 2, useBias: false, activation });
  const net = tf.sequential({ layers: [dense, tf.layers.reshape({ targetShape: [1, 2, 1] })] });
  net.setWeights([tf.eye(2)]);
  return new CodeGenerator(net);
}

const context = { quick: false, picture: () => Promise.resolve() } as unknown as Context;
const question = { added: (r: Reading) => r.first, kept: (r: Reading) => r.second };

describe('reproduce: arithmetic on codes', () => {
  before(() => ready());

  it('of a generator that is linear adds what it is asked to, and keeps the rest, in codes and in pixels alike', async () => {
    seed(1);
    const linear = generator('linear');
    const pool = await linear.pool(2000, judge);
    const measures = await ask(context, 'first', question, { generator: linear, judge, pool });
    expect(measures['first: target reached']).to.be.above(0.9);
    expect(measures['first: the other kept']).to.be.above(0.9);
    expect(measures['first: confidence less that of pixels']).to.be.closeTo(0, 0.05);
    expect(measures['first: means of three that show their word']).to.equal(1);
  });

  it('adds and subtracts means that show their word, and says so when hardly any does', async () => {
    seed(1);
    const linear = generator('linear');
    const pool = await linear.pool(2000, judge);
    // unsure of every other image
    const unsure = async (x: tf.Tensor4D) => (await judge(x)).map((r, i) => (i % 2 ? r : { first: 0.5, second: 0.5 }));
    const measures = await ask(context, 'first', question, { generator: linear, judge: unsure, pool });
    expect(measures['first: means of three that show their word']).to.be.closeTo(0.5, 0.01);
    const blind = async (x: tf.Tensor4D) => (await judge(x)).map(() => ({ first: 0.5, second: 0.5 }));
    let said = '';
    await ask(context, 'first', question, { generator: linear, judge: blind, pool }).catch((error: unknown) => {
      said = (error as Error).message;
    });
    expect(said).to.equal('Of 10000 triples only 0 have a mean that shows their word, not 200.');
  });

  it('its bars are of what was measured, and a generator that cannot show a lack has no codes for it', async () => {
    seed(1);
    const names = ['first: target reached', 'first: the other kept', 'first: confidence less that of pixels'];
    const measures = Object.fromEntries(names.map((name) => [name, 0.8]));
    expect(keptBars(barsOf('first'), measures)).to.equal(true);
    expect(keptBars(barsOf('first'), { ...measures, [names[1]!]: 0.69 })).to.equal(false);
    const never = generator('relu');
    const pool = await never.pool(500, judge);
    let said = '';
    await ask(context, 'first', question, { generator: never, judge, pool }).catch((error: unknown) => {
      said = (error as Error).message;
    });
    expect(said).to.equal('Only 0 of 500 samples fit, 3 are needed.');
  });

  it('picks codes that fit, none twice', async () => {
    seed(1);
    const pool = await generator('linear').pool(50, judge);
    const right = pick(pool, 10, (r) => r.first > 0.5);
    expect(new Set(right.map(String)).size).to.equal(10);
    for (const [first] of right) expect(first).to.be.above(0);
  });

  it('letters come as often in each style, heavy ones have more ink, and slanted ones lean', async () => {
    const { train } = await fontStyles(context);
    const ink = [0, 0, 0, 0];
    const lean = [0, 0, 0, 0];
    const count = [0, 0, 0, 0];
    const letters = [0, 1, 2, 3].map(() => new Set<string>());
    train.labels.forEach((style, i) => {
      count[style]! += 1;
      const image = train.images.subarray(1024 * i, 1024 * (i + 1));
      letters[style]!.add(Buffer.from(image).toString('latin1'));
      image.forEach((byte, at) => {
        ink[style]! += byte;
        lean[style]! += byte * ((at % 32) - 15.5) * (15.5 - Math.floor(at / 32)); // up and to the right
      });
    });
    expect(count).to.deep.equal([2500, 2500, 2500, 2500]);
    expect(letters[3]!.size).to.be.above(2 * 12 * 26); // twelve fonts are heavy and italic, the others are obliques
    expect(ink[1]! / ink[0]!).to.be.above(1.3);
    expect(ink[3]! / ink[2]!).to.be.above(1.3);
    const leans = lean.map((sum, style) => sum / ink[style]!);
    for (const upright of leans.slice(0, 2)) expect(Math.abs(upright)).to.be.below(1);
    for (const slanted of leans.slice(2)) expect(slanted).to.be.above(2);
  });
});
