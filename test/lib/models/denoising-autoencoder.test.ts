import { expect } from 'chai';
import { Classifier, DenoisingAutoencoder, ready, seed, tf } from 'saddlepoint';
import { itKeepsTheContract } from './trainable-contract';

const SMALL = { shape: [4, 4, 1], hidden: 8, corruption: 0.25, learningRate: 1e-2 } as const;
const images = (n = 6) => tf.randomUniform<tf.Rank.R4>([n, 4, 4, 1], -1, 1);

describe('the denoising autoencoder (I-05)', () => {
  before(() => ready());
  itKeepsTheContract(() => new DenoisingAutoencoder(SMALL), images);

  it('loses the squares of all pixels when its decoder says nothing', () => {
    seed(1);
    const model = new DenoisingAutoencoder(SMALL);
    const zeros = model.decoder.getWeights().map((weight) => tf.zerosLike(weight));
    model.decoder.setWeights(zeros);
    const x = images();
    const [loss, expected] = [model.step(x).squaredError, tf.tidy(() => x.square().sum().div(6))];
    expect(loss.dataSync()[0]).to.be.closeTo(expected.dataSync()[0]!, 1e-4);
    tf.dispose([zeros, x, loss, expected]);
    model.dispose();
  });

  it('learns to restore, and gives copies the same bits, which no dropout changes', async () => {
    seed(2);
    const model = new DenoisingAutoencoder(SMALL);
    const x = images(20);
    const losses = Array.from({ length: 300 }, () => {
      const { squaredError } = model.step(x);
      const [value] = squaredError.dataSync();
      squaredError.dispose();
      return value!;
    });
    expect(losses.at(-1)).to.be.lessThan(losses[0]! / 2);
    const twice = tf.concat([x, x]);
    const bits = await model.hashes(twice);
    expect(bits.slice(0, 20)).to.deep.equal(bits.slice(20));
    expect(bits.flat().every((bit) => bit === 0 || bit === 1)).to.equal(true);
    expect(new Set(bits.map((code) => code.join())).size).to.be.greaterThan(10);
    tf.dispose([x, twice]);
    model.dispose();
  });

  it('says what is wrong', () => {
    expect(() => new DenoisingAutoencoder({ ...SMALL, hidden: 0 })).to.throw('hidden is 0');
    expect(() => new DenoisingAutoencoder({ ...SMALL, corruption: 1 })).to.throw('1 - corruption is 0');
  });
});

describe('the classifier', () => {
  before(() => ready());
  const net = () =>
    tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [4, 4, 1] }),
        tf.layers.dense({ name: 'features', units: 5, activation: 'relu' }),
        tf.layers.dense({ units: 3 }),
      ],
    });
  const batch = () => ({ x: images(4), y: tf.tensor1d([0, 2, 1, 2], 'int32') });
  itKeepsTheContract(() => new Classifier(net()), batch);

  it('loses log 3 nats when it cannot tell three classes apart; its features are those of the layer', async () => {
    seed(3);
    const model = new Classifier(net());
    const last = model.net.layers.at(-1)!;
    const zeros = last.getWeights().map((weight) => tf.zerosLike(weight));
    last.setWeights(zeros);
    const { x, y } = batch();
    for (const p of (await model.probabilities(x)).flat()) expect(p).to.be.closeTo(1 / 3, 1e-6);
    const features = await model.features(x);
    const [kernel, bias] = model.net.layers[1]!.getWeights().map((weight) => weight.arraySync()) as [
      number[][],
      number[],
    ];
    const pixels = x.reshape([4, 16]).arraySync() as number[][];
    for (const [n, row] of features.entries()) {
      for (const [k, value] of row.entries()) {
        const sum = pixels[n]!.reduce((total, pixel, i) => total + pixel * kernel[i]![k]!, bias[k]!);
        expect(value).to.be.closeTo(Math.max(0, sum), 1e-5);
      }
    }
    const { crossEntropy } = model.step({ x, y });
    expect(crossEntropy.dataSync()[0]).to.be.closeTo(Math.log(3), 1e-6);
    tf.dispose([zeros, x, y, crossEntropy]);
    model.dispose();
  });
});
