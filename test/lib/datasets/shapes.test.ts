import { expect } from 'chai';
import {
  drawShape,
  imagesOnly,
  ready,
  seed,
  SHAPE_FACTORS,
  SHAPE_NAMES,
  shapeFactors,
  shapeIndex,
  shapes,
  SHAPES_SIZE,
  ShapeSet,
  shapeVector,
  tf,
  type ShapeFactors,
  type ShapeSide,
} from 'saddlepoint';

const HEART: ShapeFactors = { shape: 'heart', scale: 3, angle: 7, x: 12, y: 20 };
const SIDES: readonly ShapeSide[] = [32, 64];

const total = (image: Uint8Array) => image.reduce((sum, byte) => sum + byte / 255, 0);
const places = (count: number) => Array.from({ length: count }, (_, i) => i);
/** n points of the grid, drawn at random. */
const draws = (n: number) => Array.from({ length: n }, () => shapeFactors(Math.floor(SHAPES_SIZE * Math.random())));

/** Column and row of the centre of mass, pixel i covering [i, i + 1]. */
function centre(image: Uint8Array, side: number): [number, number] {
  const at = (place: (i: number) => number) =>
    image.reduce((sum, byte, i) => sum + (byte / 255) * (place(i) + 0.5), 0) / total(image);
  return [at((i) => i % side), at((i) => Math.floor(i / side))];
}

/** An image turned clockwise by a quarter. */
const quarter = (image: Uint8Array, side: number) =>
  image.map((_, i) => image[(side - 1 - (i % side)) * side + Math.floor(i / side)]!);

const apart = (a: Uint8Array, b: Uint8Array) => a.reduce((most, byte, i) => Math.max(most, Math.abs(byte - b[i]!)), 0);

describe('SHAPES', () => {
  before(() => ready());

  describe('the grid', () => {
    it('has 3 x 6 x 40 x 32 x 32 points', () => {
      expect(Object.values(SHAPE_FACTORS)).to.deep.equal([3, 6, 40, 32, 32]);
      expect(SHAPES_SIZE).to.equal(737_280);
      expect(shapeFactors(0)).to.deep.equal({ shape: 'square', scale: 0, angle: 0, x: 0, y: 0 });
      expect(shapeFactors(SHAPES_SIZE - 1)).to.deep.equal({ shape: 'heart', scale: 5, angle: 39, x: 31, y: 31 });
    });

    it('is a bijection of indices and factors: both ways, at every point', () => {
      const wrong = places(SHAPES_SIZE).filter((index) => shapeIndex(shapeFactors(index)) !== index);
      expect(wrong).to.deep.equal([]);
      let index = 0;
      let others = 0;
      for (const shape of SHAPE_NAMES)
        for (const scale of places(6))
          for (const angle of places(40))
            for (const x of places(32))
              for (const y of places(32)) if (shapeIndex({ shape, scale, angle, x, y }) !== index++) others++;
      expect([others, index]).to.deep.equal([0, SHAPES_SIZE]);
    });

    it('gives the places as numbers', () => {
      expect(shapeVector(HEART)).to.deep.equal([2, 3, 7, 12, 20]);
    });

    it('names what is not on it', () => {
      const refused = (change: Record<string, unknown>, what: string) => {
        const factors = { ...HEART, ...change };
        for (const use of [shapeIndex, shapeVector, (f: ShapeFactors) => drawShape(f, 32)])
          expect(() => use(factors)).to.throw(RangeError, what);
      };
      refused({ shape: 'star' }, 'SHAPES: shape is star: give one of square, ellipse, heart');
      refused({ scale: 6 }, 'SHAPES: scale is 6: give a whole number from 0 to 5');
      refused({ angle: -1 }, 'SHAPES: angle is -1: give a whole number from 0 to 39');
      refused({ x: 1.5 }, 'SHAPES: x is 1.5: give a whole number from 0 to 31');
      refused({ y: undefined }, 'SHAPES: y is undefined');
      for (const index of [-1, 0.5, SHAPES_SIZE, NaN])
        expect(() => shapeFactors(index)).to.throw(
          RangeError,
          `index is ${index}: give a whole number from 0 to 737279`,
        );
    });
  });

  describe('drawShape', () => {
    it('puts the centre of mass at the place, within a tenth of a pixel', () => {
      for (const side of SIDES) {
        for (const factors of draws(300)) {
          const [x, y] = centre(drawShape(factors, side), side);
          expect(x, JSON.stringify(factors)).to.be.closeTo(((16.5 + factors.x) * side) / 64, 0.1);
          expect(y, JSON.stringify(factors)).to.be.closeTo(((16.5 + factors.y) * side) / 64, 0.1);
        }
      }
    });

    it('gives all shapes of one scale the area of one square, larger with the scale', () => {
      for (const side of SIDES) {
        for (const factors of draws(100)) {
          const areas = places(6).map((scale) => total(drawShape({ ...factors, scale }, side)));
          areas.forEach((area, scale) => {
            expect(area / (((10 + 2 * scale) * side) / 64) ** 2, JSON.stringify(factors)).to.be.closeTo(1, 0.03);
          });
          expect(areas).to.deep.equal([...areas].sort((a, b) => a - b));
        }
      }
    });

    it('gives the same image after a turn that a shape does not show, and another before', () => {
      const periods = { square: 10, ellipse: 20, heart: 40 };
      for (const shape of SHAPE_NAMES) {
        const images = places(40).map((angle) => drawShape({ ...HEART, shape, angle }, 64));
        images.forEach((image, angle) => {
          expect(image).to.deep.equal(images[angle % periods[shape]]);
        });
        for (const angle of places(periods[shape]).slice(1))
          expect(apart(images[0]!, images[angle]!), `${shape} ${angle}`).to.be.above(50);
      }
    });

    it('turns clockwise: ten angles on, an image is turned by a quarter, place and all', () => {
      for (const side of SIDES) {
        for (const factors of draws(100)) {
          const { angle, x, y } = factors;
          const turned = drawShape({ ...factors, angle: (angle + 10) % 40, x: 31 - y, y: x }, side);
          expect(apart(turned, quarter(drawShape(factors, side), side)), JSON.stringify(factors)).to.be.at.most(1);
        }
      }
    });

    it('moves a shape without changing it: none is cut off at the edge', () => {
      const shift = 31 * 64 + 31; // from the upper left place to the lower right one
      for (const shape of SHAPE_NAMES) {
        for (const angle of places(40)) {
          const [first, last] = [0, 31].map((at) => drawShape({ shape, scale: 5, angle, x: at, y: at }, 64));
          const kept = first!.subarray(0, first!.length - shift);
          expect(apart(last!.subarray(shift), kept), `${shape} ${angle}`).to.be.at.most(1);
          expect(total(last!)).to.be.closeTo(total(kept), 0.1);
          expect(total(first!)).to.be.closeTo(total(kept), 0.1);
        }
      }
    });

    it('is white on black with smooth edges, and upright at angle 0: a heart stands on its tip', () => {
      const image = drawShape({ ...HEART, angle: 0, scale: 5 }, 64);
      expect([Math.min(...image), Math.max(...image)]).to.deep.equal([0, 255]);
      expect(new Set(image).size).to.be.above(10);
      const rows = places(64).map((y) => total(image.subarray(64 * y, 64 * (y + 1))));
      const lit = rows.filter((ink) => ink > 0);
      expect(lit.at(-1)).to.be.below(3);
      expect(lit[1]).to.be.above(6);
    });

    it('wants a side of 32 or 64', () => {
      for (const side of [16, 63, NaN] as ShapeSide[]) {
        expect(() => drawShape(HEART, side)).to.throw(RangeError, `SHAPES: side is ${side}: give 32 or 64`);
        expect(() => new ShapeSet(side, 'signed')).to.throw(RangeError, `side is ${side}`);
      }
    });
  });

  describe('shapes', () => {
    it('hands out images of given factors, in [-1, 1] or [0, 1]', () => {
      const set = shapes({ side: 64 });
      expect([set.name, set.size]).to.deep.equal(['SHAPES 64x64', SHAPES_SIZE]);
      const index = shapeIndex(HEART);
      const bytes = Array.from(drawShape(HEART, 64));
      const { x, factors } = set.gather([index, 0]);
      expect([x.shape, factors.shape, factors.dtype]).to.deep.equal([[2, 64, 64, 1], [2, 5], 'int32']);
      expect(factors.arraySync()).to.deep.equal([shapeVector(HEART), [0, 0, 0, 0, 0]]);
      expect([...x.dataSync()].slice(0, 4096).map((v) => Math.round((v + 1) * 127.5))).to.deep.equal(bytes);
      const unit = set.withPixels('unit').gather([index]);
      expect([...unit.x.dataSync()].map((v) => Math.round(v * 255))).to.deep.equal(bytes);
      tf.dispose([x, factors, unit]);
      expect(() => set.gather([SHAPES_SIZE])).to.throw(RangeError, 'index is 737280');
    });

    it('draws batches at random: each shows its factors, the seed repeats them, the next epoch has others', () => {
      const set = shapes({ side: 32 });
      const before = tf.memory().numTensors;
      const some = () => {
        const seen: number[][] = [];
        for (const { x, factors } of set.batches(50)) {
          const rows = factors.arraySync();
          const [shape, scale, angle, across, down] = rows[0]!;
          const first = drawShape(
            { shape: SHAPE_NAMES[shape!]!, scale: scale!, angle: angle!, x: across!, y: down! },
            32,
          );
          expect([...x.dataSync()].slice(0, 1024).map((v) => Math.round((v + 1) * 127.5))).to.deep.equal([...first]);
          tf.dispose([x, factors]);
          seen.push(...rows);
          if (seen.length === 200) break;
        }
        return seen;
      };
      seed(1);
      const [one, two] = [some(), some()];
      seed(1);
      expect(some()).to.deep.equal(one);
      expect(two).to.not.deep.equal(one);
      expect(new Set(one.map(String)).size).to.equal(200);
      for (const k of places(5)) expect(new Set(one.map((row) => row[k])).size).to.be.above(2);
      for (const x of imagesOnly(set).batches(10)) {
        expect(x.shape).to.deep.equal([10, 32, 32, 1]);
        x.dispose();
        break;
      }
      expect(tf.memory().numTensors).to.equal(before);
      expect(() => set.batches(0)).to.throw(RangeError, 'SHAPES 32x32 has 737280 examples');
    });
  });
});
