import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  FONT_ATTRIBUTES,
  FONT_LETTERS,
  fonts,
  FontSet,
  fontVector,
  imagesOnly,
  ready,
  seed,
  slants,
  tf,
  type Font,
} from 'saddlepoint';
import { readPackaged } from '../../../lib/dist/datasets/verified-file';
import { rejection } from '../training/rejection';

const SIDE = 32;
const PIXELS = SIDE * SIDE;
const LETTERS = FONT_LETTERS.length;

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v / values.length, 0);

/** Bytes of letter number `letter` in font number `font` of a set. */
const glyph = ({ letters }: FontSet, font: number, letter: string) => {
  const at = (font * LETTERS + FONT_LETTERS.indexOf(letter)) * PIXELS;
  return letters.images.subarray(at, at + PIXELS);
};
/** All letters of a font. */
const alphabet = ({ letters }: FontSet, font: number) =>
  letters.images.subarray(font * LETTERS * PIXELS, (font + 1) * LETTERS * PIXELS);
const ink = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum + byte / 255, 0);

/** First and last row and column with any ink. */
function box(image: Uint8Array): { top: number; bottom: number; left: number; right: number } {
  const lit = Array.from(image.keys()).filter((i) => image[i]! > 0);
  const [rows, columns] = [lit.map((i) => Math.floor(i / SIDE)), lit.map((i) => i % SIDE)];
  return {
    top: Math.min(...rows),
    bottom: Math.max(...rows),
    left: Math.min(...columns),
    right: Math.max(...columns),
  };
}

describe('fonts (FONT-26)', () => {
  let train: FontSet;
  let test: FontSet;
  /** every font, with its set and its place there */
  let all: { set: FontSet; at: number; font: Font }[];

  before(async () => {
    await ready();
    [train, test] = await Promise.all([fonts({ split: 'train' }), fonts({ split: 'test' })]);
    all = [train, test].flatMap((set) => set.fonts.map((font, at) => ({ set, at, font })));
  });

  it('has 26 letters in 195 fonts, in order', () => {
    expect([train.fonts.length, test.fonts.length]).to.deep.equal([162, 33]);
    for (const set of [train, test]) {
      expect(set.size).to.equal(26 * set.fonts.length);
      expect(Array.from(set.letters.labels)).to.deep.equal(Array.from({ length: set.size }, (_, i) => i % 26));
    }
    expect([train.name, test.name]).to.deep.equal(['FONT-26 train', 'FONT-26 test']);
  });

  it('puts a design into one split: every family, and the condensed with the others', () => {
    const of = (set: FontSet, key: 'family' | 'design') => new Set(set.fonts.map((font) => font[key]));
    for (const key of ['family', 'design'] as const)
      expect([...of(test, key)].filter((name) => of(train, key).has(name))).to.deep.equal([]);
    expect([...of(test, 'family')]).to.include.members(['Roboto', 'Roboto Condensed', 'Roboto Serif']);
    expect(new Set(all.map(({ font }) => font.design)).size).to.equal(57);
  });

  it('leaks nothing: every font of the test set differs from every one of the training set in 8 % of the ink', () => {
    for (const [i, a] of test.fonts.entries()) {
      const mine = alphabet(test, i);
      for (const [j, b] of train.fonts.entries()) {
        const other = alphabet(train, j);
        const apart = mine.reduce((sum, byte, k) => sum + Math.abs(byte - other[k]!), 0) / 255;
        expect(apart / (ink(mine) + ink(other)), `${a.family} ${a.weight}, ${b.family} ${b.weight}`).to.be.above(0.08);
      }
    }
  });

  it('has both kinds of every attribute in both splits', () => {
    for (const { fonts } of [train, test]) {
      for (const kind of [
        (font: Font) => font.serif,
        (font: Font) => font.slant > 5,
        (font: Font) => font.weight >= 700,
        (font: Font) => font.weight <= 300,
        (font: Font) => font.width < 0.7,
        (font: Font) => font.width > 0.9,
      ]) {
        expect(fonts.filter(kind).length, String(kind)).to.be.within(3, fonts.length - 3);
      }
    }
  });

  it('centres: an H stands in the middle, all letters on its baseline, and nothing touches the edge', () => {
    for (const { set, at, font } of all) {
      const h = box(glyph(set, at, 'H'));
      expect(Math.abs(h.top + h.bottom - (SIDE - 1)), font.family).to.be.at.most(1);
      expect(h.bottom - h.top + 1, font.family).to.be.within(13, 19);
      for (const letter of FONT_LETTERS) {
        const { left, right, bottom } = box(glyph(set, at, letter));
        expect(Math.abs(left + right - (SIDE - 1)), `${font.family} ${letter}`).to.be.at.most(1);
        if ('EFHILT'.includes(letter)) expect(Math.abs(bottom - h.bottom), font.family).to.be.at.most(1);
      }
    }
    for (const { letters } of [train, test]) {
      const frame = letters.images.filter((_, i) => {
        const [x, y] = [i % SIDE, Math.floor(i / SIDE) % SIDE];
        return x === 0 || y === 0 || x === SIDE - 1 || y === SIDE - 1;
      });
      expect(frame.some((byte) => byte > 0)).to.equal(false);
    }
  });

  it('smooths edges: many pixels are neither black nor white', () => {
    const lit = train.letters.images.filter((byte) => byte > 0);
    expect(lit.filter((byte) => byte < 255).length / lit.length).to.be.within(0.2, 0.9);
  });

  it('shows the weight: in one family and at one slant, the heavier font has more ink', () => {
    let pairs = 0;
    for (const a of all) {
      for (const b of all.filter(({ font }) => font.family === a.font.family && font.weight > a.font.weight)) {
        if (Math.abs(a.font.slant - b.font.slant) > 1) continue;
        expect(ink(alphabet(b.set, b.at)), a.font.family).to.be.above(ink(alphabet(a.set, a.at)));
        pairs++;
      }
    }
    expect(pairs).to.be.above(60);
  });

  it('shows the width: upright letters are as wide as it says, in heights of an H', () => {
    for (const { set, at, font } of all.filter(({ font }) => font.slant < 1)) {
      const { top, bottom } = box(glyph(set, at, 'H'));
      const widths = Array.from(FONT_LETTERS, (letter) => {
        const { left, right } = box(glyph(set, at, letter));
        return right - left + 1;
      });
      expect(mean(widths) / (bottom - top + 1), `${font.family} ${font.weight}`).to.be.closeTo(font.width, 0.1);
    }
  });

  it('shows the slant: the moments of an H lean by it, within a degree', async () => {
    for (const set of [train, test]) {
      const { x, y, attributes } = set
        .withPixels('unit')
        .gather(set.fonts.map((_, i) => i * LETTERS + FONT_LETTERS.indexOf('H')));
      const slopes = await slants(x);
      set.fonts.forEach(({ family, slant }, i) => {
        expect((-180 / Math.PI) * Math.atan(slopes[i]!), family).to.be.closeTo(slant, 1);
      });
      tf.dispose([x, y, attributes]);
    }
  });

  it('shows the serifs: an upright I has feet with them; without, it is a bar in most fonts', () => {
    const feet = (serif: boolean) =>
      all
        .filter(({ font }) => font.serif === serif && font.slant < 1)
        .map(({ set, at }) => {
          const image = glyph(set, at, 'I');
          const { top, bottom } = box(glyph(set, at, 'H'));
          const row = (y: number) => ink(image.subarray(y * SIDE, (y + 1) * SIDE));
          return row(bottom) > 1.3 * row(Math.round((top + bottom) / 2)) ? 1 : 0;
        });
    expect(mean(feet(true))).to.be.above(0.95);
    expect(mean(feet(false))).to.be.below(0.15);
  });

  it('is a data set: batches of images, letters and attributes, in step, in [-1, 1] or [0, 1]', () => {
    const { x, y, attributes } = test.gather([27, 3]);
    expect([x.shape, y.shape, attributes.shape]).to.deep.equal([[2, SIDE, SIDE, 1], [2], [2, FONT_ATTRIBUTES.length]]);
    expect([...y.dataSync()]).to.deep.equal([1, 3]);
    fontVector(test.fonts[1]!).forEach((value, k) => {
      expect(attributes.arraySync()[0]![k]).to.be.closeTo(value, 1e-6);
    });
    const bytes = Uint8Array.from(x.dataSync(), (v) => Math.round((v + 1) * 127.5));
    expect(bytes.subarray(0, PIXELS)).to.deep.equal(glyph(test, 1, 'B'));
    const unit = test.withPixels('unit').tensors();
    expect([unit.x.min().dataSync()[0], unit.x.max().dataSync()[0]]).to.deep.equal([0, 1]);
    tf.dispose([x, y, attributes, unit]);
  });

  it('visits every image once an epoch in an order of the seed, and leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    const epoch = () =>
      [...test.batches(33)].flatMap((batch) => {
        const rows = batch.attributes.arraySync().map(([weight], i) => `${batch.y.dataSync()[i]!} ${weight!}`);
        tf.dispose(batch);
        return rows;
      });
    seed(1);
    const [one, two] = [epoch(), epoch()];
    seed(1);
    expect(epoch()).to.deep.equal(one);
    expect(two).to.not.deep.equal(one);
    expect([...two].sort()).to.deep.equal([...one].sort());
    expect(one.length).to.equal(test.size);
    for (const x of imagesOnly(test).batches(100)) x.dispose();
    expect(tf.memory().numTensors).to.equal(before);
  });

  it('refuses letters and fonts that do not belong together, and batches larger than the data', () => {
    expect(() => new FontSet(test.letters, test.fonts.slice(1))).to.throw(
      RangeError,
      'FONT-26 test: 858 letters of 32 fonts',
    );
    expect(() => test.batches(859)).to.throw(RangeError, 'FONT-26 test has 858 examples');
  });

  describe('its files', () => {
    interface File {
      path: string;
      sha256: string;
    }
    const repository = join(__dirname, '../../..');

    it('have the checksums of the manifest', async () => {
      const { files } = JSON.parse(await readFile(join(repository, 'data/manifest.json'), 'utf8')) as { files: File[] };
      const source = await readFile(join(repository, 'lib/datasets/fonts.ts'), 'utf8');
      const ours = files.filter(({ path }) => path.startsWith('lib/fonts/'));
      expect(ours.map(({ path }) => path)).to.deep.equal(['lib/fonts/fonts.png', 'lib/fonts/fonts.json']);
      for (const { sha256 } of ours) expect(source).to.include(sha256);
    });

    it('name the authors of every family', async () => {
      const families = JSON.parse(await readFile(join(repository, 'lib/fonts/fonts.json'), 'utf8')) as {
        copyright: string;
        package: string;
      }[];
      expect(families.length).to.equal(67);
      for (const family of families) {
        expect(family.copyright).to.match(/copyright|©/i);
        expect(family.package).to.match(/^@fontsource\/[a-z0-9-]+@\d+\.\d+\.\d+$/);
      }
    });

    it('that are missing or damaged are named, with what to do', async () => {
      const remedy = /Get the package's file lib\/fonts\/.* again, for example by git checkout$/;
      expect(await rejection(readPackaged('fonts/none.png', ''))).to.match(/Cannot read .*none\.png \(ENOENT\)/);
      expect(await rejection(readPackaged('fonts/none.png', ''))).to.match(remedy);
      const message = await rejection(readPackaged('fonts/fonts.json', 'f'.repeat(64)));
      expect(message).to.include('fonts.json is damaged').and.to.match(remedy);
    });
  });
});
