import { expect } from 'chai';
import {
  convolutionWindows,
  PATCH_22,
  PATCH_70,
  patchDiscriminator,
  ready,
  receptiveField,
  seed,
  tf,
  unet,
} from 'saddlepoint';

const shape = (net: tf.LayersModel, name: string) => (net.getLayer(name).outputShape as tf.Shape).slice(1).join('x');
/** Rows in which the gradient of one logit, in the middle, is not 0. */
function rowsSeen(net: tf.LayersModel, size: number, channels: number): number {
  const x = tf.randomNormal([1, size, size, channels]);
  const gradient = tf.grad((image: tf.Tensor) => {
    const logits = net.apply(image) as tf.Tensor4D;
    const middle = Math.floor(logits.shape[1] / 2);
    return logits.slice([0, middle, middle, 0], [1, 1, 1, 1]).sum();
  })(x);
  return [...gradient.abs().sum([0, 2, 3]).dataSync()].filter((v) => v > 0).length;
}
const plain = (net: tf.Sequential, size: number, channels: number) =>
  tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [size, size, channels] }),
      ...net.layers.filter((layer) => layer.getClassName() === 'Conv2D'),
    ],
  });

describe('networks of image translation', () => {
  before(() => ready());

  describe('unet', () => {
    it('halves and doubles: 16x16x32, 8x8x64, 4x4x128 and back, with skips beside the decoder', () => {
      const net = unet({ size: 32, channels: 3, widths: [32, 64, 128], dropout: 0 }, 'G');
      const shapes = net.layers
        .filter((layer) => /^(Conv|Concat)/.test(layer.getClassName()))
        .map((layer) => shape(net, layer.name));
      const down = ['16x16x32', '8x8x64', '4x4x128'];
      expect(shapes).to.deep.equal([...down, '8x8x64', '8x8x128', '16x16x32', '16x16x64', '32x32x3']);
    });

    it('passes what lies where around its middle: with a dead middle the output still depends on the input', () => {
      const net = unet({ size: 16, channels: 1, widths: [2, 3, 4], dropout: 0 }, 'G');
      const middle = net.layers.find((layer) => layer.getWeights()[0]?.shape.join() === '4,4,3,4')!;
      middle.setWeights(middle.getWeights().map((w) => tf.zerosLike(w)));
      const [a, b] = [1, -1].map((value) => net.predict(tf.fill([1, 16, 16, 1], value)) as tf.Tensor);
      expect(a!.sub(b!).abs().max().dataSync()[0]).to.be.above(0);
    });

    it('drops in training only, where a rate is given', () => {
      seed(1);
      const net = unet({ size: 16, channels: 1, widths: [2, 3, 4], dropout: 0.5 }, 'G');
      const x = tf.randomNormal([1, 16, 16, 1]);
      const run = (training: boolean) => [...(net.apply(x, { training }) as tf.Tensor).dataSync()];
      expect(run(false)).to.deep.equal(run(false));
      expect(run(true)).to.not.deep.equal(run(true));
    });

    it('says which sizes it cannot halve', () => {
      const make = (size: number, widths: number[]) => () => unet({ size, channels: 1, widths, dropout: 0 }, 'G');
      expect(make(28, [2, 3, 4])).to.throw('a side of 28 pixels, halved 3 times, is 3.5');
      expect(make(8, [2, 3, 4])).to.throw('is 1: it must be a whole number, 2 or more');
      expect(make(8, [])).to.throw('after one halving at least');
      expect(make(8, [0])).to.throw('widths[0] is 0');
    });
  });

  describe('patchDiscriminator (M-01)', () => {
    const cases = [
      [PATCH_70, 70, 160],
      [PATCH_22, 22, 32],
      [[{ filters: 4, stride: 1 }], 7, 16],
    ] as const;
    for (const [patch, expected, size] of cases) {
      it(`judges patches of ${expected} pixels: by the formula, and by the gradient of one logit`, () => {
        const narrow = patch.map(({ stride }) => ({ filters: 2, stride }));
        const net = patchDiscriminator({ size, channels: 1, patch: narrow }, 'D');
        expect(receptiveField(convolutionWindows(net))).to.equal(expected);
        // Instance norm looks at all pixels, so the reach of the convolutions is seen without it.
        const convolutions = plain(net, size, 1);
        const padded = rowsSeen(convolutions, size, 1);
        expect(padded).to.equal(expected);
      });
    }

    it('gives a map of logits', () => {
      const net = patchDiscriminator({ size: 32, channels: 6, patch: PATCH_22 }, 'D');
      expect(net.outputShape).to.deep.equal([null, 8, 8, 1]);
    });
  });

  it('receptiveField: one pixel without a convolution, k with one, and strides multiply what comes after', () => {
    const at = (kernelSize: number, stride: number) => ({ kernelSize, stride });
    expect(receptiveField([])).to.equal(1);
    expect(receptiveField([at(5, 3)])).to.equal(5);
    expect(receptiveField([at(3, 1), at(3, 1)])).to.equal(5);
    expect(receptiveField([at(3, 2), at(3, 1)])).to.equal(7);
  });
});
