import { CycleGAN, EMOJI_CYCLEGAN, tf } from 'saddlepoint';
import { training, type Program } from '../program';

const images = () => tf.randomUniform<tf.Rank.R4>([8, 32, 32, 3], -1, 1);

export const program: Program = {
  title: 'CycleGAN, 32x32, U-Nets 32-64-128, patch discriminators 64-128, batch 8: a step of all four',
  peer: 'PyTorch',
  onEngine: true,
  prepare: () => training(new CycleGAN(EMOJI_CYCLEGAN), { x: images(), y: images() }),
};
