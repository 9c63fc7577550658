// Radford, Metz, Chintala 2016, arXiv:1511.06434, section 3, "Architecture guidelines for stable deep convolutional
// GANs", as checks on a pair of networks.
import { tf } from '../backend/tf';

export interface GuidelineViolation {
  guideline: 'pooling' | 'batch norm' | 'fully connected' | 'activation' | 'logits';
  /** e.g. "discriminator, layer 3 (MaxPooling2D)", counted from 1 */
  where: string;
  /** what the guideline asks for there */
  message: string;
}

/** A layer with a kernel, and what follows it up to the next one. */
interface Stage {
  where: string;
  dense: boolean;
  first: boolean;
  last: boolean;
  /** after it (or before it, for the first stage) */
  batchNorm: boolean;
  /** ['relu'], ['tanh'], ...; [] for none */
  activations: string[];
}

/**
 * Checks the paper's guidelines, and this library's own that D gives logits:
 *
 * - no pooling and no plain upsampling: strided convolutions learn both;
 * - batch norm in G and in D, but not at G's output and D's input;
 * - no fully connected hidden layers (the projection of z in G and the last layer of D may be fully connected);
 * - in G, ReLU, and tanh at the output; in D, leaky ReLU.
 *
 * @param G, D networks whose layers follow one another
 * @returns what breaks a guideline; nothing for a DCGAN
 */
export function checkGuidelines(G: tf.LayersModel, D: tf.LayersModel): GuidelineViolation[] {
  return [...resamplings(G), ...resamplings(D), ...stages(G).flatMap(checkG), ...stages(D).flatMap(checkD)];
}

function checkG(stage: Stage): GuidelineViolation[] {
  const { dense, first, last, batchNorm, activations, where } = stage;
  const wanted = last ? 'tanh' : 'relu';
  return found(where, [
    [dense && !first && !last, 'fully connected', 'a hidden layer of G is a transposed convolution'],
    [last && batchNorm, 'batch norm', "G's output has no batch norm"],
    [!last && !batchNorm, 'batch norm', 'every layer of G but the output is followed by batch norm'],
    [activations.join() !== wanted, 'activation', `it needs ${last ? 'tanh' : 'ReLU'}, but has ${list(activations)}`],
  ]);
}

function checkD(stage: Stage): GuidelineViolation[] {
  const { dense, first, last, batchNorm, activations, where } = stage;
  return found(where, [
    [dense && !last, 'fully connected', 'a hidden layer of D is a strided convolution'],
    [first && batchNorm, 'batch norm', "D's input has no batch norm"],
    [!first && !last && !batchNorm, 'batch norm', 'every hidden layer of D but the first is followed by batch norm'],
    [!last && activations.join() !== 'leakyrelu', 'activation', `it needs leaky ReLU, but has ${list(activations)}`],
    [
      last && activations.length > 0,
      'logits',
      `D gives a logit: the loss applies the sigmoid, not ${list(activations)}`,
    ],
  ]);
}

type Rule = [broken: boolean, guideline: GuidelineViolation['guideline'], message: string];

const found = (where: string, rules: Rule[]): GuidelineViolation[] =>
  rules.filter(([broken]) => broken).map(([, guideline, message]) => ({ guideline, where, message }));

const list = (activations: string[]) => activations.join(' and ') || 'no activation';
const nameOf = (net: tf.LayersModel, layer: tf.layers.Layer, i: number) =>
  `${net.name}, layer ${i + 1} (${layer.getClassName()})`;

function resamplings(net: tf.LayersModel): GuidelineViolation[] {
  return net.layers.flatMap((layer, i) =>
    found(nameOf(net, layer, i), [
      [/Pooling|UpSampling/.test(layer.getClassName()), 'pooling', 'a strided convolution learns to resample'],
    ]),
  );
}

function stages(net: tf.LayersModel): Stage[] {
  const result: Stage[] = [];
  let batchNormBefore = false;
  net.layers.forEach((layer, i) => {
    const kind = layer.getClassName();
    const activation = activationOf(layer);
    const stage = result.at(-1);
    if (/Dense|Conv/.test(kind)) {
      const activations = activation ? [activation] : [];
      const where = nameOf(net, layer, i);
      result.push({
        where,
        dense: kind === 'Dense',
        first: !stage,
        last: false,
        batchNorm: batchNormBefore,
        activations,
      });
      batchNormBefore = false;
    } else if (kind.startsWith('BatchNorm')) {
      if (stage) stage.batchNorm = true;
      else batchNormBefore = true;
    } else if (activation) {
      stage?.activations.push(activation);
    }
  });
  const last = result.at(-1);
  if (last) last.last = true;
  return result;
}

/** The layer's activation in lower case, be it a layer of its own or an option of another; undefined for none. */
function activationOf(layer: tf.layers.Layer): string | undefined {
  const kind = layer.getClassName();
  if (/ReLU|Softmax/i.test(kind)) return kind.toLowerCase();
  const { activation } = layer.getConfig();
  return typeof activation === 'string' && activation !== 'linear' ? activation : undefined;
}
