import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { PNG } from 'pngjs';
import {
  emoji,
  EMOJI_CATEGORIES,
  imageFolder,
  imagesOnly,
  pairedImages,
  ready,
  seed,
  tf,
  unpairedHalves,
  unpairedImages,
  type AlignedImages,
  type EmojiSet,
} from 'saddlepoint';
import { rejection } from '../training/rejection';

const PIXELS = 32 * 32 * 3;
const image = (bytes: Uint8Array, i: number) => bytes.subarray(i * PIXELS, (i + 1) * PIXELS);
/** Mean |difference| of two images on the scale 0 .. 1. */
const distance = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, v, k) => sum + Math.abs(v - b[k]!), 0) / a.length / 255;

describe('emoji (EMO, EMO-FLAG)', () => {
  let flags: { train: EmojiSet; test: EmojiSet };
  before(async () => {
    await ready();
    const [train, test] = await Promise.all([
      emoji({ split: 'train', category: 'Flags' }),
      emoji({ split: 'test', category: 'Flags' }),
    ]);
    flags = { train, test };
  });

  it('has 1,911 emoji in both styles, 270 of them flags', async () => {
    const [train, test] = await Promise.all([emoji({ split: 'train' }), emoji({ split: 'test' })]);
    expect([train.x.size, test.x.size]).to.deep.equal([1503, 408]);
    expect([flags.train.x.size, flags.test.x.size]).to.deep.equal([212, 58]);
    for (const { x, y, names, groups } of [train, test]) {
      expect([y.size, names.length, groups.length]).to.deep.equal([x.size, x.size, x.size]);
      expect([...y.labels]).to.deep.equal([...x.labels]);
    }
    expect(new Set(train.x.labels).size).to.equal(EMOJI_CATEGORIES.length);
  });

  it('draws the same thing in both styles: a flag is nearer to its own other drawing than to most others', () => {
    const { x, y } = flags.test;
    const ranks = Array.from({ length: x.size }, (_, i) => {
      const own = distance(image(x.images, i), image(y.images, i));
      return Array.from({ length: y.size }, (_, j) => j).filter(
        (j) => distance(image(x.images, i), image(y.images, j)) < own,
      ).length;
    });
    expect(ranks.filter((rank) => rank < 6).length).to.be.above(0.75 * x.size);
  });

  it('hands out RGB on white in [-1, 1], with the category as label', () => {
    const { x, y } = flags.test.x.gather([0, 1]);
    expect(x.shape).to.deep.equal([2, 32, 32, 3]);
    expect([...y.dataSync()]).to.deep.equal([9, 9]);
    expect([...x.slice([0, 0, 0, 0], [1, 1, 1, 3]).dataSync()]).to.deep.equal([1, 1, 1]);
  });

  it('leaks nothing: no group and no drawing (nor its mirror image) of the test set is in the training set', () => {
    const { train, test } = flags;
    expect(Array.from(test.groups).filter((group) => Array.from(train.groups).includes(group))).to.deep.equal([]);
    for (const style of ['x', 'y'] as const) {
      for (let i = 0; i < test[style].size; i++) {
        const a = image(test[style].images, i);
        const mirrored = a.map((_, k) => {
          const [c, column, row] = [k % 3, Math.floor(k / 3) % 32, Math.floor(k / 96)];
          return a[(row * 32 + 31 - column) * 3 + c]!;
        });
        for (let j = 0; j < train[style].size; j++) {
          const b = image(train[style].images, j);
          expect(
            Math.min(distance(a, b), distance(mirrored, b)),
            `${test.names[i]!} ${train.names[j]!}`,
          ).to.be.at.least(0.019);
        }
      }
    }
  });

  it('puts a series into one split: clock faces, sexes and directions of one person', async () => {
    const [train, test] = await Promise.all([emoji({ split: 'train' }), emoji({ split: 'test' })]);
    const where = (names: string[]) => new Set(names.map((name) => (train.names.includes(name) ? 'train' : 'test')));
    for (const names of [
      ['clock1', 'clock2', 'clock930'],
      ['runner', 'man-running', 'woman-running', 'woman_running_facing_right'],
      ['flag-no', 'flag-sj', 'flag-bv'],
      ['zero', 'nine', 'hash'],
    ]) {
      for (const name of names) expect([...train.names, ...test.names]).to.include(name);
      expect(where(names).size, names.join()).to.equal(1);
    }
  });

  describe('paired and unpaired (M-03)', () => {
    /** Which of the set's images each example of a batch is, by its bytes. */
    const places = (batch: tf.Tensor4D, { images }: EmojiSet['x']) => {
      const bytes = Uint8Array.from(batch.dataSync(), (v) => Math.round((v + 1) * 127.5));
      return Array.from({ length: batch.shape[0] }, (_, i) => Buffer.from(images).indexOf(image(bytes, i)) / PIXELS);
    };

    it('a paired batch shows the same things in both styles', () => {
      for (const { x, y } of pairedImages(flags.test).batches(29)) {
        const [xs, ys] = [places(x, flags.test.x), places(y, flags.test.y)];
        // Flags that are drawn alike are found at the first of them.
        const groups = (list: number[]) => list.map((i) => flags.test.groups[i]);
        expect(groups(xs)).to.deep.equal(groups(ys));
        tf.dispose([x, y]);
      }
    });

    it('an unpaired loader never yields a pair: its halves share no emoji and no group, and all belong to one', () => {
      const { groups } = flags.train;
      const { indices, size } = unpairedHalves(flags.train);
      const groupsOf = (half: Int32Array) => new Set(Array.from(half, (i) => groups[i]!));
      expect([...groupsOf(indices.x)].filter((group) => groupsOf(indices.y).has(group))).to.deep.equal([]);
      expect([...indices.x, ...indices.y].sort((a, b) => a - b)).to.deep.equal(Array.from(groups, (_, i) => i));
      expect(Math.abs(indices.x.length - indices.y.length)).to.be.at.most(3);
      expect(size).to.equal(Math.min(indices.x.length, indices.y.length));
    });

    it('hands out each example of the smaller half once an epoch, each half in an order of its own', () => {
      const data = unpairedHalves(flags.test);
      const epoch = () =>
        [...data.batches(4)].map(({ x, y }) => {
          const both = [places(x, flags.test.x), places(y, flags.test.y)] as const;
          tf.dispose([x, y]);
          return both;
        });
      seed(1);
      const [one, two] = [epoch(), epoch()];
      seed(1);
      expect(epoch()).to.deep.equal(one);
      expect(two).to.not.deep.equal(one);
      expect(one.length).to.equal(Math.floor(data.size / 4));
      const halves = { x: new Set(data.indices.x), y: new Set(data.indices.y) };
      const groupsOf = (half: Set<number>) => new Set([...half].map((i) => flags.test.groups[i]));
      for (const [xs, ys] of one) {
        for (const i of xs) expect(groupsOf(halves.x).has(flags.test.groups[i])).to.equal(true);
        for (const i of ys) expect(groupsOf(halves.y).has(flags.test.groups[i])).to.equal(true);
      }
    });

    it('leaks no tensor, also where one collection ends before the other', () => {
      const before = tf.memory().numTensors;
      const [few, more] = [flags.test.x.take(5), flags.test.y.take(9)];
      for (const [x, y] of [
        [few, more],
        [more, few],
      ] as const) {
        const data = unpairedImages(imagesOnly(x), imagesOnly(y));
        const batches = [...data.batches(2)];
        expect(batches.length).to.equal(2);
        tf.dispose(batches);
      }
      expect(tf.memory().numTensors).to.equal(before);
    });

    it('says what cannot be aligned, or halved', () => {
      const { x, y, groups } = flags.test;
      const uneven: AlignedImages = { x, y: y.take(3), groups };
      expect(() => pairedImages(uneven)).to.throw('pairs need one of each for everything');
      expect(() => unpairedHalves(uneven)).to.throw('pairs need one of each for everything');
      expect(() => unpairedHalves({ x: x.take(2), y: y.take(2), groups: [7, 7] })).to.throw('all images are one group');
    });
  });
});

describe('imageFolder', () => {
  let folder: string;
  before(() => ready());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'saddlepoint-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const png = (width: number, height: number, rgba: readonly number[]) =>
    PNG.sync.write(
      Object.assign(new PNG({ width, height }), {
        data: Buffer.from(Array.from({ length: width * height }, () => rgba).flat()),
      }),
    );

  it('reads PNG files in the order of their names, laid on white', async () => {
    writeFileSync(join(folder, 'b.png'), png(4, 4, [255, 0, 0, 255]));
    writeFileSync(join(folder, 'a.PNG'), png(4, 4, [0, 0, 0, 51]));
    writeFileSync(join(folder, 'notes.txt'), 'not a picture');
    const { x } = (await imageFolder(folder, { size: 4 })).tensors();
    expect(x.shape).to.deep.equal([2, 4, 4, 3]);
    const first = [...x.dataSync()].slice(0, 3); // black at a fifth on white: 204
    for (const v of first) expect(v).to.be.closeTo(204 / 127.5 - 1, 1e-6);
    expect([...x.slice([1, 2, 2, 0], [1, 1, 1, 3]).dataSync()]).to.deep.equal([1, -1, -1]);
  });

  it('names the folder that is not there, or has no PNG', async () => {
    expect(await rejection(imageFolder(join(folder, 'none'), { size: 4 }))).to.match(/Cannot read the folder '.*none'/);
    writeFileSync(join(folder, 'a.jpg'), 'x');
    expect(await rejection(imageFolder(folder, { size: 4 }))).to.include('has no PNG file (it has 1 others)');
  });

  it('names the file that is of another size', async () => {
    writeFileSync(join(folder, 'wide.png'), png(5, 4, [0, 0, 0, 255]));
    const message = await rejection(imageFolder(folder, { size: 4 }));
    expect(message).to.include('wide.png has 5x4 pixels, expected 4x4');
  });

  it('names the file that is no PNG, or is cut off', async () => {
    const whole = png(16, 16, [9, 9, 9, 255]);
    for (const bytes of [Buffer.from('not a picture'), whole.subarray(0, whole.length - 20), Buffer.alloc(0)]) {
      writeFileSync(join(folder, 'bad.png'), bytes);
      expect(await rejection(imageFolder(folder, { size: 16 }))).to.include('bad.png is no whole PNG');
    }
  });
});
