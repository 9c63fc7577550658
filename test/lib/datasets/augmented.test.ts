import { expect } from 'chai';
import { augmented, exemplars, LabelledImages, mnist, mnistC, ready, seed, tf, twoMoons, withMoved } from 'saddlepoint';
import { warped } from '../../../lib/dist/datasets/warp';
import { golden } from '../few-labels-golden';

const STILL = { shift: 0, rotation: 0, scale: 1, background: 0 };

describe('images that are moved', () => {
  before(() => ready());

  it("are SciPy's, to a rounding", () => {
    const { image, map, background, moved } = golden.moved;
    const found = warped(Uint8Array.from(image.flat()), [6, 5, 1], map, background);
    moved.flat().forEach((value, i) => expect(found[i]).to.be.closeTo(value, 0.5 + 1e-9));
  });

  it('a quarter turn and a shift by a pixel are exact, in every colour', () => {
    const image = Uint8Array.from({ length: 3 * 3 * 2 }, (_, i) => i);
    const pixel = (out: Uint8Array, x: number, y: number) => [...out.subarray(2 * (3 * y + x), 2 * (3 * y + x) + 2)];
    const turned = warped(image, [3, 3, 2], [0, -1, 2, 1, 0, 0], 9);
    const shifted = warped(image, [3, 3, 2], [1, 0, 1, 0, 1, 0], 9);
    for (const [x, y] of [
      [0, 0],
      [1, 0],
      [2, 1],
      [1, 2],
    ] as const)
      // prettier-ignore
      expect(pixel(turned, x, y)).to.deep.equal(pixel(image, 2 - y, x));
    expect(pixel(shifted, 0, 1)).to.deep.equal(pixel(image, 1, 1));
    expect(pixel(shifted, 2, 1)).to.deep.equal([9, 9]);
  });

  it('keep their labels, and stay where they are when nothing may move', async () => {
    seed(1);
    const digits = (await mnist({ split: 'test' })).take(8);
    for (const set of [augmented(digits, STILL), exemplars(digits, 1, STILL)]) {
      for (const { x, y } of set.batches(8)) {
        const order = [...y.dataSync()];
        const byLabel = set.name.startsWith('exemplars') ? order : order.map((label) => digits.labels.indexOf(label));
        expect(order.length).to.equal(8);
        for (const [i, image] of tf.unstack(x).entries()) {
          const original = digits.gather([byLabel[i]!]);
          // of labels that occur twice only the first has been found
          if (digits.labels.filter((label) => label === digits.labels[byLabel[i]!]).length === 1)
            expect([...image.dataSync()]).to.deep.equal([...original.x.dataSync()]);
          tf.dispose([image, original]);
        }
        tf.dispose([x, y]);
      }
    }
  });

  it('stand beside the images that they were made from', async () => {
    seed(1);
    const digits = (await mnist({ split: 'test' })).take(8).withPixels('unit');
    const apart = (ranges: typeof STILL) =>
      [...withMoved(digits, ranges).batches(4)].map(({ x, other }) => {
        expect([x.shape, other.shape]).to.deep.equal([x.shape, [4, 28, 28, 1]]);
        return tf.squaredDifference(x, other).sum([1, 2, 3]).arraySync() as number[];
      });
    expect(apart(STILL).flat()).to.deep.equal(new Array(8).fill(0));
    for (const distance of apart({ ...STILL, shift: 0.1, rotation: 15 }).flat()) expect(distance).to.be.within(1, 300);
  });

  it('make as many classes as there are images, beyond what a byte can number, with others in each batch', () => {
    seed(2);
    const images = new LabelledImages({
      name: 'dots',
      images: Uint8Array.from({ length: 300 * 9 }, (_, i) => (i % 9 === 4 ? 255 : 0)),
      labels: new Uint8Array(300),
      shape: [3, 3, 1],
      pixels: 'unit',
    });
    const set = exemplars(images, 2);
    expect(set.size).to.equal(600);
    const seen: number[] = [];
    const drawn = new Set<string>();
    for (const { x, y } of set.batches(600)) {
      seen.push(...y.dataSync());
      for (const row of x.reshape([600, 9]).arraySync() as number[][]) drawn.add(row.join());
      tf.dispose([x, y]);
    }
    expect(seen.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 600 }, (_, i) => Math.floor(i / 2)));
    expect(drawn.size).to.be.greaterThan(300); // one dot, but nearly never at the same place
  });

  it('say what is wrong', async () => {
    const digits = (await mnist({ split: 'test' })).take(2);
    expect(() => exemplars(digits, 0)).to.throw('perClass is 0');
    expect(() => augmented(digits, { ...STILL, scale: 0 })).to.throw('scale is 0');
    expect(() => withMoved(digits, { ...STILL, scale: 0 })).to.throw('withMoved: scale is 0');
    expect(() => augmented(digits, { ...STILL, shift: -1 })).to.throw('1 + shift is 0');
  });
});

describe('MNIST-C', () => {
  it('is the same whatever the seed, a prefix of itself, and shows the digit as the negative of a dim texture', async () => {
    seed(1);
    const set = await mnistC({ split: 'test', size: 20 });
    seed(2);
    const draw = Math.random();
    seed(2);
    const again = await mnistC({ split: 'test', size: 10 });
    expect(Math.random()).to.equal(draw);
    expect([...again.images]).to.deep.equal([...set.images.subarray(0, again.images.length)]);
    const digits = (await mnist({ split: 'test' })).take(20);
    expect([...set.labels]).to.deep.equal([...digits.labels]);
    // base colour to 0.55, four waves of at most 0.06 each
    const most = Math.round(255 * (0.55 + 4 * 0.06));
    digits.images.forEach((byte, p) => {
      const colours = [...set.images.subarray(3 * p, 3 * p + 3)];
      if (byte === 0) for (const c of colours) expect(c).to.be.at.most(most);
      if (byte === 255) for (const c of colours) expect(c).to.be.at.least(255 - most);
    });
    const ground = new Set(Array.from({ length: 20 }, (_, i) => set.images.subarray(i * 2352, i * 2352 + 3).join()));
    expect(ground.size).to.equal(20);
  });
});

describe('two moons', () => {
  it('gives points of the moon that is asked for', () => {
    seed(3);
    const moons = twoMoons({ sigma: 0 });
    for (const [x, y] of moons.sampleMoon(0, 50)) {
      expect(Math.hypot(x!, y!)).to.be.closeTo(1, 1e-12);
      expect(y).to.be.at.least(-1e-12);
    }
    for (const [x, y] of moons.sampleMoon(1, 50)) {
      expect(Math.hypot(x! - 1, y! - 0.5)).to.be.closeTo(1, 1e-12);
      expect(y).to.be.at.most(0.5 + 1e-12);
    }
  });
});
