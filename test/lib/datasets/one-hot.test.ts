import { expect } from 'chai';
import {
  augmented,
  balancedSubset,
  imagesOnly,
  LabelledImages,
  oneHotLabels,
  ready,
  seed,
  semiSupervised,
  tf,
} from 'saddlepoint';

/** Image n has the one pixel n. */
function numbered(labels: number[], name = 'numbered'): LabelledImages {
  const images = Uint8Array.from(labels, (_, n) => n);
  return new LabelledImages({ name, images, labels: Uint8Array.from(labels), shape: [1, 1, 1], pixels: 'binary' });
}
const labels = [0, 1, 2, 1, 0, 2, 1];

describe('labels for models', () => {
  before(() => ready());

  it('one-hot: every row has its 1 at the label of its image, in any order', () => {
    seed(1);
    const [batch] = [...oneHotLabels(numbered(labels), 4).batches(7)];
    const [pixels, rows] = [[...batch!.x.dataSync()], batch!.y.arraySync()];
    expect(batch!.y.shape).to.deep.equal([7, 4]);
    expect([...pixels].sort()).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    rows.forEach((row, i) => {
      expect(row).to.deep.equal([0, 1, 2, 3].map((k) => (k === labels[pixels[i]!] ? 1 : 0)));
    });
    tf.dispose(batch!);
  });

  it('one-hot: images that are moved keep their labels', () => {
    seed(1);
    const still = { shift: 0, rotation: 0, scale: 1, background: 0 };
    const [batch] = [...oneHotLabels(augmented(numbered(labels), still), 3).batches(7)];
    const [pixels, rows] = [[...batch!.x.dataSync()], batch!.y.arraySync()];
    rows.forEach((row, i) => {
      expect(row.indexOf(1)).to.equal(labels[pixels[i]!]);
    });
    expect(() => oneHotLabels(augmented(numbered(labels), still), 2)).to.throw('numbered, moved: example 2');
    tf.dispose(batch!);
  });

  it('a label outside the classes is said before anything is trained', () => {
    expect(() => oneHotLabels(numbered(labels), 2)).to.throw(
      RangeError,
      'numbered: example 2 has the label 2, but 2 classes are 0 .. 1.',
    );
    expect(() => oneHotLabels(numbered(labels), 0)).to.throw('oneHotLabels: classes is 0');
  });

  it('an epoch hands out every image once, and labelled ones as often as it takes; no tensor stays', () => {
    seed(1);
    const images = imagesOnly(numbered([0, 0, 0, 0, 0, 0]));
    const before = tf.memory().numTensors;
    const data = semiSupervised(images, oneHotLabels(numbered([0, 1, 1], 'few'), 2), 2);
    expect([data.size, data.name]).to.deep.equal([6, 'numbered, 3 labels']);
    const seen: number[] = [];
    for (const batch of data.batches(2)) {
      expect(batch.labelled.x.shape).to.deep.equal([2, 1, 1, 1]);
      seen.push(...batch.x.dataSync());
      tf.dispose(batch);
    }
    expect(seen.sort()).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect(tf.memory().numTensors).to.equal(before);
    expect(() => [...semiSupervised(images, oneHotLabels(numbered([0, 1]), 2), 3).batches(2)]).to.throw('batches(3)');
  });

  it('a balanced subset has as many of each class, each once', () => {
    seed(1);
    const subset = balancedSubset(numbered(labels), 2);
    expect([...subset.labels].sort()).to.deep.equal([0, 0, 1, 1, 2, 2]);
    expect(new Set(subset.images).size).to.equal(6);
    subset.images.forEach((n, i) => {
      expect(subset.labels[i]).to.equal(labels[n]);
    });
    expect(() => balancedSubset(numbered(labels), 3)).to.throw('numbered: class 0 has 2 examples, not 3.');
  });

  it('images in another range of pixels: [0, 1] is ([-1, 1] + 1) / 2', () => {
    const bytes = { name: 'x', images: Uint8Array.from([0, 51, 255]), labels: Uint8Array.from([0]) };
    const signed = new LabelledImages({ ...bytes, shape: [1, 3, 1], pixels: 'signed' });
    const unit = signed.withPixels('unit').tensors().x;
    expect([...unit.dataSync()].map((v) => v.toFixed(6))).to.deep.equal(['0.000000', '0.200000', '1.000000']);
    const { x } = signed.tensors();
    expect(x.add(1).div(2).sub(unit).abs().max().dataSync()[0]).to.be.below(1e-6);
  });
});
