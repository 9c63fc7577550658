// Isola, Zhu, Zhou, Efros 2017 (pix2pix), arXiv:1611.07004, sections 3.2.2 and 6.1.2: the PatchGAN.
import { tf } from '../backend/tf';
import { instanceNormalization } from '../nn/layers';

/** One 4x4 convolution: its feature maps, and by how much it shrinks the image. */
export interface PatchLayer {
  readonly filters: number;
  readonly stride: 1 | 2;
}

/** C64-C128-C256-C512 of the paper: every logit judges 70x70 pixels. */
export const PATCH_70: readonly PatchLayer[] = [
  { filters: 64, stride: 2 },
  { filters: 128, stride: 2 },
  { filters: 256, stride: 2 },
  { filters: 512, stride: 1 },
];

/** For images of 32x32: every logit judges 22x22 pixels. */
export const PATCH_22: readonly PatchLayer[] = [
  { filters: 64, stride: 2 },
  { filters: 128, stride: 2 },
];

export interface PatchDiscriminatorConfig {
  /** side of the square images, in pixels */
  size: number;
  /** of what it judges: 3 for RGB images, 6 for pairs of them */
  channels: number;
  patch: readonly PatchLayer[];
}

const conv = (filters: number, strides: number, useBias: boolean) =>
  tf.layers.conv2d({
    filters,
    kernelSize: 4,
    strides,
    padding: 'same',
    useBias,
    kernelInitializer: tf.initializers.randomNormal({ mean: 0, stddev: 0.02 }),
  });

/**
 * x [B, size, size, channels] -> logits [B, h, w, 1], each of which judges a patch and sees nothing else: the mean of
 * their losses is the loss of the image.
 */
export function patchDiscriminator({ size, channels, patch }: PatchDiscriminatorConfig, name: string): tf.Sequential {
  const layers = [
    tf.layers.inputLayer({ inputShape: [size, size, channels] }),
    ...patch.flatMap(({ filters, stride }, i) => [
      conv(filters, stride, i === 0),
      ...(i === 0 ? [] : [instanceNormalization()]),
      tf.layers.leakyReLU({ alpha: 0.2 }),
    ]),
    conv(1, 1, true),
  ];
  return tf.sequential({ name, layers });
}
