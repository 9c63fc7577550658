import { expect } from 'chai';
import { ready, tf } from 'saddlepoint';
import { read, text } from 'saddlepoint-course/dist/course/check/data';
import { decode, encode, LIMITS } from 'saddlepoint-course/dist/course/grade/child/wire';

/** There and back, over text, as between two processes. */
const travelled = async (value: unknown): Promise<unknown> =>
  decode(JSON.parse(JSON.stringify(await encode(value))) as unknown);

describe('the channel between the grader and a student', () => {
  before(async () => {
    await ready();
  });

  for (const value of [
    ...[0, -0, 1 / 3, NaN, Infinity, -Infinity, 5e-324, 2 ** 53],
    ...[
      '',
      'ä "quoted" \n',
      true,
      null,
      undefined,
      [],
      {},
      [
        [1, -0],
        [undefined, null],
      ],
    ],
    { a: 1, 'b c': { d: [NaN] }, constructor: 2, toString: 3 },
    new Float64Array([1, -0, NaN]),
    new Uint8Array([0, 255]),
    new Float32Array(0),
  ]) {
    it(`carries ${Object.prototype.toString.call(value)} ${text(value)}`, async () => {
      const got = await travelled(value);
      expect(got).to.deep.equal(value);
      expect(Object.is(got, -0)).to.equal(Object.is(value, -0));
    });
  }

  it('carries tensors with shape, type and numbers', async () => {
    for (const t of [
      tf.tensor2d([[1, NaN, -0]]),
      tf.tensor1d([1, 2], 'int32'),
      tf.tensor1d([true, false], 'bool'),
      tf.scalar(3),
      tf.zeros([2, 0]),
      tf.tensor1d(['a', 'b']),
    ]) {
      expect(await read(await travelled([t]))).to.deep.equal(await read([t]));
    }
  });

  it('sends nothing that could act, or that has no end', async () => {
    const itself: unknown[] = [];
    itself.push(itself);
    const values: [unknown, RegExp][] = [
      [() => 1, /the grader asks for data, and this is a function/],
      [new Date(0), /this is a Date/],
      [10n, /this is 10/],
      [itself, /nested more than 32 levels deep/],
      [new Array(LIMITS.values + 1), /too long to travel/],
    ];
    for (const [value, words] of values) {
      const error = await encode(value).catch((e: unknown) => e);
      expect(error).to.be.an.instanceOf(TypeError).with.property('message').that.matches(words);
    }
  });

  it('believes nothing that it reads', () => {
    const deep = (n: number): unknown => (n === 0 ? 1 : ['list', deep(n - 1)]);
    const forged: [unknown, RegExp][] = [
      [{ a: 1 }, /a value without a tag/],
      [['code', 'x'], /unknown kind, "code"/],
      [['constructor', ''], /unknown kind/],
      [['record', '__proto__', 1], /"__proto__"/],
      [['record', 'a'], /damaged key/],
      [['record', 7, 1], /damaged key/],
      [['record', 'a'.repeat(300), 1], /damaged key/],
      [['number', '7'], /unknown kind/],
      [['Float64Array', 'AAAA'], /half a number/],
      [['Float64Array'], /without its bytes/],
      [['tensor', 'float32', [1e9, 1e9], ''], /shape \[1000000000,1000000000\] with 0 values/],
      [['tensor', 'float32', [-1], ''], /impossible shape/],
      [['tensor', 'float32', [1, 1, 1, 1, 1, 1, 1], ''], /impossible shape/],
      [['tensor', 'complex64', [1], ''], /dtype "complex64", which cannot travel/],
      [['tensor', 'string', [1], [7]], /cannot travel/],
      [deep(LIMITS.depth + 2), /nested more than 32 levels/],
      [['list', ...new Array<number>(LIMITS.values + 1).fill(0)], /more than 2000000 values/],
    ];
    for (const [wire, words] of forged) expect(() => decode(wire)).to.throw(words);
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });
});
