import { expect } from 'chai';
import { EMOJI_PIX2PIX, Pix2Pix, ready, tf } from 'saddlepoint';
import { itKeepsTheContract } from './trainable-contract';
import { batch, followsGolden, pix2pixConfig, weightsOf } from './translation';

describe('pix2pix (M-01)', () => {
  before(() => ready());

  it('turns 32x32 RGB into 32x32 RGB in [-1, 1], and judges pairs of them by 8x8 logits', () => {
    const { G, D } = new Pix2Pix(EMOJI_PIX2PIX);
    const x = tf.randomUniform<tf.Rank.R4>([3, 32, 32, 3], -1, 1);
    const y = G.apply(x) as tf.Tensor;
    expect(y.shape).to.deep.equal([3, 32, 32, 3]);
    expect(y.abs().max().dataSync()[0]).to.be.at.most(1);
    expect((D.apply(tf.concat([x, y], 3)) as tf.Tensor).shape).to.deep.equal([3, 8, 8, 1]);
  });

  describe('step', () => {
    it("is PyTorch's, for three steps: losses and weights", () => {
      followsGolden('pix2pix', new Pix2Pix(pix2pixConfig));
    });

    const players = [
      ['discriminator', 'optimizerG', 'generator'],
      ['generator', 'optimizerD', 'discriminator'],
    ] as const;
    for (const [mover, other, frozen] of players) {
      it(`the ${mover}'s half leaves the ${frozen}'s weights alone, bit by bit`, () => {
        const model = new Pix2Pix(pix2pixConfig);
        model.parts[other].applyGradients = () => undefined; // the other half computes, but does not move
        const before = { mover: weightsOf(model, mover), frozen: weightsOf(model, frozen) };
        model.step(batch());
        expect(weightsOf(model, frozen)).to.deep.equal(before.frozen);
        expect(weightsOf(model, mover)).to.not.deep.equal(before.mover);
      });
    }

    it('says when images have another shape', () => {
      const { x } = batch();
      expect(() => new Pix2Pix(pix2pixConfig).step({ x, y: tf.zeros([2, 8, 8, 3]) })).to.throw(
        "'discriminator' takes [B, 8, 8, 2]",
      );
    });
  });

  itKeepsTheContract(() => new Pix2Pix({ ...pix2pixConfig, dropout: 0.5 }), batch);
});
