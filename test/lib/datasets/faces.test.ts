import { createHash } from 'node:crypto';
import { expect } from 'chai';
import {
  drawFace,
  FACE_TRAITS,
  faces,
  FaceSet,
  faceTraits,
  faceVector,
  imagesOnly,
  randomFace,
  ready,
  seed,
  tf,
  type FaceAttributes,
} from 'saddlepoint';

const ANNA: FaceAttributes = { smile: 0, yaw: 0, age: 30, glasses: false, woman: true, hair: 'brown' };
const BEN: FaceAttributes = { ...ANNA, woman: false };

/** Red, green, blue at a row and column. */
const pixel = (image: Uint8Array, row: number, column: number) => [
  ...image.subarray(3 * (32 * row + column)).slice(0, 3),
];
const brightness = (image: Uint8Array, row: number, column: number) =>
  pixel(image, row, column).reduce((sum, value) => sum + value, 0);
/** Mean absolute difference of two images, bytes. */
const apart = (a: Uint8Array, b: Uint8Array) => a.reduce((sum, v, i) => sum + Math.abs(v - b[i]!), 0) / a.length;

describe('FACES-P', () => {
  before(() => ready());

  describe('drawFace', () => {
    it('gives 32 x 32 RGB bytes, the same for the same face, whatever the generator of the program', () => {
      seed(1);
      const image = drawFace(ANNA, 7);
      seed(2);
      const next = Math.random();
      seed(2);
      expect(drawFace(ANNA, 7)).to.deep.equal(image);
      expect(Math.random()).to.equal(next);
      expect(image)
        .to.be.instanceOf(Uint8Array)
        .and.to.have.length(32 * 32 * 3);
    });

    it('every attribute is seen: changing one changes the picture, and the person is another with another number', () => {
      const changes: Partial<FaceAttributes>[] = [
        { smile: 1 },
        { smile: -0.5 },
        { yaw: 20 },
        { age: 75 },
        { glasses: true },
        { woman: false },
        { hair: 'blond' },
      ];
      for (const face of [ANNA, BEN]) {
        for (const change of changes.filter(({ woman }) => woman !== face.woman || face.woman)) {
          expect(apart(drawFace(face, 3), drawFace({ ...face, ...change }, 3)), JSON.stringify(change)).to.be.above(
            0.1,
          );
        }
      }
      expect(apart(drawFace(ANNA, 3), drawFace(ANNA, 4))).to.be.above(5);
    });

    it('a smile changes the mouth and the cheeks, and nothing else: the hair and the shoulders stay', () => {
      const [neutral, smiling] = [drawFace(ANNA, 5), drawFace({ ...ANNA, smile: 1 }, 5)];
      const changed = Array.from({ length: 32 }, (_, row) =>
        Array.from({ length: 32 }, (_, x) => String(pixel(neutral, row, x)) !== String(pixel(smiling, row, x))),
      );
      const rows = changed.flatMap((row, y) => (row.includes(true) ? [y] : []));
      expect(Math.min(...rows)).to.be.at.least(12);
      expect(Math.max(...rows)).to.be.at.most(27);
      expect(changed.flat().filter(Boolean).length).to.be.above(10);
    });

    it('moves smoothly: a small step of smile or yaw is a small step of the picture', () => {
      const path = (name: 'smile' | 'yaw', values: number[]) => values.map((v) => drawFace({ ...ANNA, [name]: v }, 9));
      const hundred = Array.from({ length: 101 }, (_, i) => i / 100);
      for (const images of [
        path('smile', hundred),
        path(
          'yaw',
          hundred.map((t) => 90 * t - 45),
        ),
      ]) {
        const steps = images.slice(1).map((image, i) => apart(image, images[i]!));
        expect(Math.max(...steps)).to.be.below(2);
      }
    });

    it('a head that turns right shows its eyes farther right', () => {
      const dark = (yaw: number) => {
        const image = drawFace({ ...ANNA, yaw, hair: 'blond' }, 2);
        const eyes = [14, 15, 16, 17].flatMap((y) => Array.from({ length: 20 }, (_, i) => [y, i + 6] as const));
        const weights = eyes.map(([y, x]) => Math.max(0, 250 - brightness(image, y, x)));
        const total = weights.reduce((sum, w) => sum + w, 0);
        return eyes.reduce((sum, [, x], i) => sum + (x * weights[i]!) / total, 0);
      };
      const at = [-40, -20, 0, 20, 40].map(dark);
      expect(at).to.deep.equal([...at].sort((a, b) => a - b));
      expect(at[4]! - at[0]!).to.be.above(4);
    });

    it('names the attribute that is wrong', () => {
      const draw = (change: Record<string, unknown>) => () => drawFace({ ...ANNA, ...change }, 1);
      expect(draw({ smile: 1.5 })).to.throw(RangeError, 'smile is 1.5: give a number from -1 to 1');
      expect(draw({ yaw: NaN })).to.throw('yaw is NaN: give a number from -45 to 45');
      expect(draw({ age: 12 })).to.throw('age is 12: give a number from 20 to 80');
      expect(draw({ age: '30' })).to.throw('age is 30');
      expect(draw({ glasses: undefined })).to.throw('glasses is undefined: give true or false');
      expect(draw({ woman: 1 })).to.throw('woman is 1: give true or false');
      expect(draw({ hair: 'green' })).to.throw('hair is green: give one of black, brown, blond, red');
      expect(() => drawFace(ANNA, 0.5)).to.throw('person is 0.5: give a whole number');
    });
  });

  describe('faces', () => {
    it('same seed, same pixels, whatever the program has drawn; another seed, other faces', () => {
      seed(1);
      const set = faces({ size: 20, seed: 5 });
      seed(99);
      expect(faces({ size: 20, seed: 5 }).images).to.deep.equal(set.images);
      expect(faces({ size: 20, seed: 6 }).images).to.not.deep.equal(set.images);
      expect(set.name).to.equal('FACES-P 5');
    });

    it('these pixels are FACES-P: weights that were trained on them count on it', () => {
      const { images } = faces({ size: 50, seed: 1 });
      expect(createHash('sha256').update(images).digest('hex')).to.equal(
        'cddf8995c74b93b069f85a023d43978833cbf6a51334005c46dd2398eec37d0c',
      );
    });

    it('no face comes twice among 3,000', () => {
      const { images, size } = faces({ size: 3000, seed: 1 });
      const hashes = Array.from({ length: size }, (_, i) =>
        createHash('sha256')
          .update(images.subarray(3072 * i, 3072 * (i + 1)))
          .digest('hex'),
      );
      expect(new Set(hashes).size).to.equal(3000);
    });

    it('attributes are independent, halves are halves: within five standard errors', () => {
      seed(3);
      const n = 4000;
      const drawn = Array.from({ length: n }, randomFace);
      const share = (f: (face: FaceAttributes) => boolean) => drawn.filter(f).length / n;
      const error = 5 * Math.sqrt(0.25 / n);
      const flags = [
        (f: FaceAttributes) => f.smile > 0.25,
        (f: FaceAttributes) => f.woman,
        (f: FaceAttributes) => f.glasses,
      ];
      for (const [i, flag] of flags.entries()) {
        expect(share(flag)).to.be.closeTo(0.5, error);
        for (const other of flags.slice(i + 1)) expect(share((f) => flag(f) && other(f))).to.be.closeTo(0.25, error);
      }
      expect(share(({ hair }) => hair === 'red')).to.be.closeTo(0.25, error);
      expect(drawn.filter(({ smile }) => smile > 0.1 && smile < 0.4)).to.be.empty;
    });

    it('is a data set: batches of images with their attributes and traits, in step', () => {
      const set = faces({ size: 6, seed: 2 });
      const { x, attributes, traits } = set.gather([4, 1]);
      expect([x.shape, attributes.shape, traits.shape]).to.deep.equal([
        [2, 32, 32, 3],
        [2, 6],
        [2, FACE_TRAITS.length],
      ]);
      const [row] = attributes.arraySync();
      faceVector(set.faces[4]!).forEach((value, k) => {
        expect(row![k]).to.be.closeTo(value, 1e-6);
      });
      expect(traits.arraySync()[1]![0]).to.be.closeTo(faceTraits(set.people[1]!).skin, 1e-6);
      const bytes = drawFace(set.faces[4]!, set.people[4]!);
      expect([...x.dataSync()].slice(0, 3072).map((v) => Math.round((v + 1) * 127.5))).to.deep.equal([...bytes]);
      tf.dispose([x, attributes, traits]);
      const before = tf.memory().numTensors;
      for (const batch of set.batches(2)) tf.dispose(batch);
      for (const images of imagesOnly(set).batches(3)) {
        expect(images.shape).to.deep.equal([3, 32, 32, 3]);
        images.dispose();
      }
      expect(tf.memory().numTensors).to.equal(before);
    });

    it('gives labels of your choice', () => {
      const set = faces({ size: 9, seed: 2 });
      const labelled = set.labelled(({ woman, glasses }) => 2 * Number(woman) + Number(glasses));
      expect([...labelled.labels]).to.deep.equal(set.faces.map((f) => 2 * Number(f.woman) + Number(f.glasses)));
      expect(labelled.images).to.equal(set.images);
    });

    it('refuses what makes no set', () => {
      expect(() => faces({ size: 0, seed: 1 })).to.throw('faces: size is 0');
      expect(() => faces({ size: 3, seed: 1.5 })).to.throw('seed(n) needs an integer');
      expect(() => new FaceSet('mine', [ANNA, BEN], [1])).to.throw('mine: 2 faces of 1 people');
      expect(() => new FaceSet('mine', [{ ...ANNA, yaw: 90 }], [1])).to.throw('yaw is 90');
    });
  });
});
