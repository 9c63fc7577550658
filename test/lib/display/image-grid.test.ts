import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { PNG } from 'pngjs';
import { type Picture, imageGrid, readPicture, ready, savePicture, tf } from 'saddlepoint';

/** [red, green, blue] of a picture's pixel. */
function pixel(picture: Picture, x: number, y: number): number[] {
  const { data, width } = PNG.sync.read(picture.png);
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
}
const grey = (v: number): number[] => [v, v, v];

describe('a grid of images', () => {
  before(async () => {
    await ready();
  });

  it('draws -1 black, 1 white, and what lies beyond as the ends', async () => {
    const x = tf.tensor4d([-1, 0, 1, 7, -9, 0.5], [1, 2, 3, 1]);
    const picture = await imageGrid(x, { scale: 1 });
    expect([picture.width, picture.height]).to.deep.equal([3, 2]);
    const row = (y: number): number[] => [0, 1, 2].map((at) => pixel(picture, at, y)[0]!);
    expect([row(0), row(1)]).to.deep.equal([[0, 128, 255], [255, 0, 191]]); // prettier-ignore
    x.dispose();
  });

  it('takes another range, and colours', async () => {
    const x = tf.tensor4d([1, 0.5, 0], [1, 1, 1, 3]);
    expect(pixel(await imageGrid(x, { range: [0, 1] }), 0, 0)).to.deep.equal([255, 128, 0]);
    x.dispose();
  });

  it('draws each pixel as a square and images in rows from the upper left', async () => {
    const images = [10, 20, 30, 40, 50].map((v) => Uint8Array.of(v, v + 1, v + 2, v + 3));
    const picture = await imageGrid(images, { columns: 3, scale: 4 });
    const cell = 2 * 4 + 2;
    expect([picture.width, picture.height]).to.deep.equal([3 * cell - 2, 2 * cell - 2]);
    images.forEach((image, i) => {
      const [left, top] = [(i % 3) * cell, Math.floor(i / 3) * cell];
      image.forEach((v, p) => {
        const corner = [left + (p % 2) * 4, top + Math.floor(p / 2) * 4] as const;
        expect(pixel(picture, ...corner)).to.deep.equal(grey(v));
        expect(pixel(picture, corner[0] + 3, corner[1] + 3)).to.deep.equal(grey(v));
      });
    });
    expect(pixel(picture, 2 * cell, cell), 'no sixth image').to.deep.equal(grey(255));
  });

  it('takes images that are wider than high', async () => {
    const images = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5, 6), Uint8Array.of(7, 8, 9)];
    const picture = await imageGrid(images, { shape: [1, 3, 1], columns: 2, scale: 2 });
    expect([picture.width, picture.height]).to.deep.equal([14, 6]);
    expect([pixel(picture, 12, 0), pixel(picture, 4, 4)]).to.deep.equal([grey(6), grey(9)]);
  });

  it('shows a value that is not a number in orange, not as black', async () => {
    const x = tf.tensor4d([NaN, 1], [1, 1, 2, 1]);
    const picture = await imageGrid(x, { scale: 1 });
    expect([pixel(picture, 0, 0), pixel(picture, 1, 0)]).to.deep.equal([[0xd5, 0x5e, 0], grey(255)]);
    x.dispose();
  });

  it('leaves room for a label above each image', async () => {
    const picture = await imageGrid([Uint8Array.of(0), Uint8Array.of(0)], { labels: [7, 'b'], columns: 1, scale: 10 });
    expect(picture.labels!.map((l) => l.text)).to.deep.equal(['7', 'b']);
    picture.labels!.forEach(({ x, y }) => {
      expect(pixel(picture, x, Math.floor(y))).to.deep.equal(grey(255));
      expect(pixel(picture, x, Math.floor(y) + 10)).to.deep.equal(grey(0));
    });
  });

  it('reads asynchronously and makes no tensor', async () => {
    const x: tf.Tensor4D = tf.zeros([4, 8, 8, 1]);
    x.dataSync = () => {
      throw new Error('read synchronously');
    };
    const before = tf.memory().numTensors;
    await imageGrid(x);
    expect(tf.memory().numTensors).to.equal(before);
    x.dispose();
  });

  it('is the same picture from a file', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'saddlepoint-')), 'a.png');
    const picture = await imageGrid([new Uint8Array(100)]);
    savePicture(path, picture);
    expect(readPicture(path, 'T')).to.deep.equal({ ...picture, title: 'T' });
    writeFileSync(path, 'text');
    expect(() => readPicture(path)).to.throw(/is not a PNG file/);
  });

  const bytes = [new Uint8Array(12)];
  const wrong: [string, () => Promise<unknown>, RegExp][] = [
    ['a tensor of rank 3', () => imageGrid(tf.zeros([4, 8, 8]) as unknown as tf.Tensor4D), /shape \[4,8,8\]: expected \[images, height, width, 1 or 3\]/],
    ['two channels', () => imageGrid(tf.zeros([1, 8, 8, 2])), /shape \[1,8,8,2\]/],
    ['no images', () => imageGrid([]), /there are no images/],
    ['bytes that make no square', () => imageGrid(bytes), /image 0 has 12 bytes: expected as many as a square/],
    ['bytes of another size', () => imageGrid(bytes, { shape: [2, 2, 1] }), /image 0 has 12 bytes: expected 4 = 2 x 2 x 1/],
    ['half a pixel', () => imageGrid(bytes, { shape: [2, 2, 3], scale: 1.5 }), /scale is 1.5: expected a whole number from 1/],
    ['a range upside down', () => imageGrid(tf.zeros([1, 2, 2, 1]), { range: [1, 0] }), /range is \[1,0\]: expected \[black, white\]/],
    ['too many labels', () => imageGrid(bytes, { shape: [2, 2, 3], labels: [1, 2] }), /2 labels for 1 images/],
  ]; // prettier-ignore
  for (const [what, f, message] of wrong) {
    it(`refuses ${what}, and says what it expected`, async () => {
      const error = await f().catch((e: unknown) => e as Error);
      expect((error as Error).message).to.match(message);
    });
  }
});
