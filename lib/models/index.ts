export { DCGAN, MNIST_DCGAN, dcganGenerator, dcganDiscriminator, type DCGANConfig } from './dcgan';
export { checkGuidelines, type GuidelineViolation } from './dcgan-guidelines';
export { bernoulliLogJoint, bernoulliMixture, initialBernoulliMixture } from './bernoulli-mixture';
export type { BernoulliMixture, BernoulliMixtureConfig } from './bernoulli-mixture';
export { gmm, gmmLogJoint, initialGMM, sampleGMM, type GMM, type GMMConfig } from './gmm';
export { LinearGaussian } from './linear-gaussian';
export { symmetricMixture } from './symmetric-mixture';
export { MLPGAN, MNIST_MLP_GAN, mlpGenerator, mlpDiscriminator, type MLPGANConfig } from './mlp-gan';
