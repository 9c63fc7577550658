// Van den Oord, Kalchbrenner, Kavukcuoglu 2016, "Pixel recurrent neural networks", arXiv:1601.06759, sections 2, 3.5, 5.
import { tf } from '../backend/tf';
import { bernoulliLikelihood } from '../losses';
import { checkCount } from '../math/check';
import { descend, forward, maskedConv2d } from '../nn';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';

export interface PixelCNNConfig {
  /** height and width of the images, in pixels of one bit: 0 or 1 */
  size: readonly [number, number];
  /** hidden layers: one with mask A and a 7x7 kernel, the others with mask B and 3x3 */
  depth: number;
  /** feature maps of a hidden layer */
  width: number;
  learningRate: number;
  /** Adam's decay of the first moment */
  beta1: number;
}

/** MNIST-B: 6 layers of 32 maps. (The paper has 15 of 128, in residual blocks, and RMSProp.) */
export const MNIST_PIXELCNN: PixelCNNConfig = { size: [28, 28], depth: 6, width: 32, learningRate: 1e-3, beta1: 0.9 };

/** x [B, H, W, 1] -> the logit of p(x_i = 1 | x_1 ... x_{i-1}) for every pixel i in raster order, [B, H, W, 1] */
export function pixelCNNNetwork({ depth, width: filters }: PixelCNNConfig): tf.Sequential {
  const hidden = Array.from({ length: depth }, (_, i) =>
    i === 0
      ? maskedConv2d({ filters, kernelSize: 7, maskType: 'A', activation: 'relu' })
      : maskedConv2d({ filters, kernelSize: 3, maskType: 'B', activation: 'relu' }),
  );
  const layers = [
    tf.layers.inputLayer({ inputShape: [null, null, 1] }),
    ...hidden,
    maskedConv2d({ filters: 1, kernelSize: 1, maskType: 'B' }),
  ];
  return tf.sequential({ name: 'pixelcnn', layers });
}

const mode = { training: false };

/**
 * A network that gives every pixel's distribution under those before it, so that the chain rule (equation 1) gives the
 * exact likelihood of an image, and ancestral sampling an image.
 *
 * @throws RangeError when a size in the config is not a whole number from 1 up
 */
export class PixelCNN implements Trainable<tf.Tensor4D, 'negativeLogLikelihood'> {
  readonly net: tf.Sequential;
  readonly parts;
  readonly settings;
  private readonly optimizer;

  constructor(readonly config: PixelCNNConfig) {
    const { size, depth, width, ...numbers } = config;
    for (const [name, value] of Object.entries({ height: size[0], width: size[1], depth, 'width (maps)': width })) {
      checkCount(value, `PixelCNN: ${name}`);
    }
    this.net = pixelCNNNetwork(config);
    this.optimizer = adam(config);
    this.parts = { net: this.net, optimizer: this.optimizer };
    this.settings = { ...numbers, size: size.join('x'), depth, width };
  }

  /** The logits of p(x_i = 1 | the pixels before i), for images [B, H, W, 1] of zeros and ones: [B, H, W, 1] */
  logits(x: tf.Tensor4D): tf.Tensor4D {
    return forward(this.net, x, mode) as tf.Tensor4D;
  }

  /** log p(x), nats, of images [B, H, W, 1] of zeros and ones: [B] (equation 1) */
  logLikelihood(x: tf.Tensor4D): tf.Tensor1D {
    return tf.tidy(() => {
      const rows = (t: tf.Tensor) => t.reshape<tf.Tensor2D>([x.shape[0], -1]);
      return bernoulliLikelihood.logDensity(rows(x), rows(this.logits(x))) as tf.Tensor1D;
    });
  }

  /** One step of Adam down the mean of -log p(x), nats an image, on a batch [B, H, W, 1] of zeros and ones. */
  step(x: tf.Tensor4D): Record<'negativeLogLikelihood', tf.Scalar> {
    const loss = () => this.logLikelihood(x).neg().mean<tf.Scalar>();
    return { negativeLogLikelihood: descend(this.optimizer, [this.net], loss) };
  }

  /** n images [n, H, W, 1] of zeros and ones, pixel after pixel (section 2.1): H W passes through the network. */
  sample(n: number): tf.Tensor4D {
    return tf.tidy(() => this.complete(tf.zeros([n, ...this.config.size, 1]), 0));
  }

  /**
   * Images [B, H, W, 1] whose first `rows` rows stay as they are given, and whose other pixels are drawn under them
   * (figure 1).
   *
   * @throws RangeError when rows is not a whole number from 0 to H
   */
  complete(x: tf.Tensor4D, rows: number): tf.Tensor4D {
    const [height, width] = this.config.size;
    if (!Number.isInteger(rows) || rows < 0 || rows > height) {
      throw new RangeError(`PixelCNN.complete: rows must be a whole number from 0 to ${height}, but is ${rows}.`);
    }
    const below = [[0, 0], [0, height - rows], [0, 0], [0, 0]] as [number, number][]; // prettier-ignore
    let drawn = tf.tidy(() => x.slice([0, 0], [-1, rows]).pad<tf.Tensor4D>(below));
    for (let i = rows; i < height; i++) {
      for (let j = 0; j < width; j++) drawn = replace(drawn, () => this.drawPixel(drawn, i, j));
    }
    return drawn;
  }

  /** The images with pixel (i, j), 0 before, drawn under those before it: the rows below need no computation. */
  private drawPixel(x: tf.Tensor4D, i: number, j: number): tf.Tensor4D {
    const [height, width] = this.config.size;
    const n = x.shape[0];
    const logit = this.logits(x.slice([0, 0], [-1, i + 1])).slice([0, i, j], [-1, 1, 1]);
    const pixel = tf.less(tf.randomUniform([n, 1, 1, 1]), tf.sigmoid(logit)).toFloat();
    return x.add(pixel.pad<tf.Tensor4D>([[0, 0], [i, height - 1 - i], [j, width - 1 - j], [0, 0]])); // prettier-ignore
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}

/** What `compute` gives in the place of `old`, which is disposed of. */
function replace<T extends tf.Tensor>(old: T, compute: () => T): T {
  const next = tf.tidy(compute);
  old.dispose();
  return next;
}
