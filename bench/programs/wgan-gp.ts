import { gradientPenalty, MLPGAN, MNIST_MLP_GAN, tf, wasserstein } from 'saddlepoint';
import { training, type Program } from '../program';

/** So many steps of the critic for each of G that G's moves cost nothing here: what is measured is the critic's. */
const NEVER = 1e9;

export const program: Program = {
  title: 'WGAN-GP, a critic 784-512-512-1 with gradient penalty, batch 64: a step of the critic (second order)',
  peer: 'PyTorch',
  onEngine: true,
  prepare: () => {
    const loss = gradientPenalty(wasserstein, { lambda: 10 });
    const model = new MLPGAN({ ...MNIST_MLP_GAN, dropout: 0 }, loss, NEVER);
    return training(model, tf.randomUniform([64, 28, 28, 1], -1, 1));
  },
};
