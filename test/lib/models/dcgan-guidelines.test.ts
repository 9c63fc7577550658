import { expect } from 'chai';
import { checkGuidelines, ready, tf, type GuidelineViolation } from 'saddlepoint';

type Layers = tf.layers.Layer[];
type Network = () => Layers;

const up = (filters: number) => tf.layers.conv2dTranspose({ filters, kernelSize: 4, strides: 2, padding: 'same' });
const down = (filters: number, first = {}) =>
  tf.layers.conv2d({ filters, kernelSize: 4, strides: 2, padding: 'same', ...first });
const input = { inputShape: [16, 16, 1] };
const leaky = () => tf.layers.leakyReLU({ alpha: 0.2 });
const reshape = () => tf.layers.reshape({ targetShape: [4, 4, 8] });
const project = () => tf.layers.dense({ units: 128, inputShape: [10] });
const act = (activation: 'tanh' | 'sigmoid') => tf.layers.activation({ activation });
const relu = () => tf.layers.reLU();
const norm = (args = {}) => tf.layers.batchNormalization(args);

const goodG: Network = () => [project(), reshape(), norm(), relu(), up(4), norm(), relu(), up(1), act('tanh')];
const goodD: Network = () => [
  down(4, input),
  leaky(),
  down(8),
  norm(),
  leaky(),
  tf.layers.flatten(),
  tf.layers.dense({ units: 1 }),
];

/** The same layers with some of them replaced: [index, how many go, what comes]. */
const edited =
  (network: Network, at: number, remove: number, ...insert: Layers): Network =>
  () => {
    const layers = network();
    layers.splice(at, remove, ...insert);
    return layers;
  };

describe('checkGuidelines (I-01)', () => {
  before(() => ready());

  const check = (G: Network, D: Network) =>
    checkGuidelines(
      tf.sequential({ name: 'generator', layers: G() }),
      tf.sequential({ name: 'discriminator', layers: D() }),
    );

  it('passes networks that keep them', () => {
    expect(check(goodG, goodD)).to.deep.equal([]);
  });

  type Planted = [
    what: string,
    G: () => Network,
    D: () => Network,
    guideline: GuidelineViolation['guideline'],
    where: string,
  ];
  const G = () => goodG;
  const D = () => goodD;
  const planted: Planted[] = [
    [
      'pooling in D',
      G,
      () => edited(goodD, 5, 0, tf.layers.maxPooling2d({ poolSize: 2 })),
      'pooling',
      'discriminator, layer 6',
    ],
    ['upsampling in G', () => edited(goodG, 4, 0, tf.layers.upSampling2d({})), D, 'pooling', 'generator, layer 5'],
    ['no batch norm in G', () => edited(goodG, 5, 1), D, 'batch norm', 'generator, layer 5'],
    ['no batch norm in D', G, () => edited(goodD, 3, 1), 'batch norm', 'discriminator, layer 3'],
    ["batch norm at G's output", () => edited(goodG, 8, 0, norm()), D, 'batch norm', 'generator, layer 8'],
    ["batch norm after D's first layer", G, () => edited(goodD, 1, 0, norm()), 'batch norm', 'discriminator, layer 1'],
    [
      "batch norm on D's input",
      G,
      () => edited(goodD, 0, 1, norm(input), down(4)),
      'batch norm',
      'discriminator, layer 2',
    ],
    [
      'a dense hidden layer in G',
      () => edited(goodG, 1, 0, norm(), relu(), tf.layers.dense({ units: 128 })),
      D,
      'fully connected',
      'generator, layer 4',
    ],
    [
      'a dense hidden layer in D',
      G,
      () => edited(goodD, 6, 0, tf.layers.dense({ units: 9 }), norm(), leaky()),
      'fully connected',
      'discriminator, layer 7',
    ],
    ['leaky ReLU in G', () => edited(goodG, 3, 1, leaky()), D, 'activation', 'generator, layer 1'],
    ["no tanh at G's output", () => edited(goodG, 8, 1), D, 'activation', 'generator, layer 8'],
    ["a sigmoid at G's output", () => edited(goodG, 8, 1, act('sigmoid')), D, 'activation', 'generator, layer 8'],
    ['ReLU in D', G, () => edited(goodD, 4, 1, relu()), 'activation', 'discriminator, layer 3'],
    [
      "an activation as an option of D's layer",
      G,
      () => edited(goodD, 1, 1, tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }), norm(), leaky()),
      'activation',
      'discriminator',
    ],
    [
      "a sigmoid at D's output",
      G,
      () => edited(goodD, 6, 1, tf.layers.dense({ units: 1, activation: 'sigmoid' })),
      'logits',
      'discriminator, layer 7',
    ],
    ['a sigmoid layer behind D', G, () => edited(goodD, 7, 0, act('sigmoid')), 'logits', 'discriminator, layer 7'],
  ];
  for (const [what, plantedG, plantedD, guideline, where] of planted) {
    it(`finds ${what}`, () => {
      const violations = check(plantedG(), plantedD());
      const match = violations.filter((v) => v.guideline === guideline && v.where.startsWith(where));
      expect(match, JSON.stringify(violations)).to.not.be.empty;
    });
  }

  it('finds one violation for one plant, and says what the guideline asks for', () => {
    expect(check(edited(goodG, 5, 1), goodD)).to.deep.equal([
      {
        guideline: 'batch norm',
        where: 'generator, layer 5 (Conv2DTranspose)',
        message: 'every layer of G but the output is followed by batch norm',
      },
    ]);
  });
});
