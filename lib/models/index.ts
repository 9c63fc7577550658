export { DCGAN, MNIST_DCGAN, dcganGenerator, dcganDiscriminator, type DCGANConfig } from './dcgan';
export {
  ConditionalDCGAN,
  MNIST_CONDITIONAL_DCGAN,
  conditionalDiscriminator,
  conditionalGenerator,
  type ConditionalDCGANConfig,
} from './conditional-dcgan';
export { checkGuidelines, type GuidelineViolation } from './dcgan-guidelines';
export { bernoulliLogJoint, bernoulliMixture, initialBernoulliMixture } from './bernoulli-mixture';
export type { BernoulliMixture, BernoulliMixtureConfig } from './bernoulli-mixture';
export { kMeans, type KMeans, type KMeansOptions } from './k-means';
export { gmm, gmmLogJoint, initialGMM, sampleGMM, type GMM, type GMMConfig } from './gmm';
export { linearDiscriminator, type LinearDiscriminator } from './linear-discriminator';
export { LinearGaussian } from './linear-gaussian';
export { linearSVM, type LinearSVM, type LinearSVMOptions } from './linear-svm';
export { crossValidatedSVM, type CrossValidatedSVM, type CrossValidationOptions } from './cross-validated-svm';
export { Classifier } from './classifier';
export { ConditionalMLPGAN, type ConditionalMLPGANConfig, type ConditionedBatch } from './conditional-mlp-gan';
export { transductiveSVM, type TransductiveSVMOptions } from './transductive-svm';
export { learnPatches, patchFeatures, MNIST_PATCHES } from './patch-features';
export type { PatchDictionary, PatchFeaturesConfig } from './patch-features';
export { DenoisingAutoencoder, EMOJI_HASH, type DenoisingAutoencoderConfig } from './denoising-autoencoder';
export { symmetricMixture } from './symmetric-mixture';
export { MLPGAN, MNIST_MLP_GAN, mlpGenerator, mlpDiscriminator, type MLPGANConfig } from './mlp-gan';
export { MNIST_PIXELCNN, PixelCNN, pixelCNNNetwork, type PixelCNNConfig } from './pixelcnn';
export { tabularGAN, type TabularGAN, type TabularGANConfig } from './tabular-gan';
export { IAFVAE, MNIST_IAF_VAE, type IAFVAEConfig } from './iaf-vae';
export { VAE } from './vae';
export { MNIST_VAE, vaeDecoder, vaeEncoder, type VAEConfig } from './vae-networks';
export { AAE, MNIST_AAE } from './aae';
export type { AAEBatch, AAEOptions, LabelUse } from './aae-options';
export type { AAEConfig, AAELoss } from './aae-phases';
export { CategoricalAAE, MNIST_CLUSTERS } from './categorical-aae';
export type { CategoricalAAEBatch, CategoricalAAEConfig, CategoricalCode } from './categorical-aae';
export { SemiSupervisedAAE } from './semi-supervised-aae';
export { gaussianPrior, petalPrior, swissRollPrior, type LatentPrior } from './latent-priors';
export { CycleGAN, EMOJI_CYCLEGAN, type CycleGANConfig } from './cyclegan';
export { DISCOGAN, DUALGAN, type CyclePreset } from './cyclegan-presets';
export { Pix2Pix, EMOJI_PIX2PIX, type Pix2PixConfig } from './pix2pix';
export { PATCH_22, PATCH_70, patchDiscriminator } from './patch-discriminator';
export type { PatchDiscriminatorConfig, PatchLayer } from './patch-discriminator';
export { unet, type UNetConfig } from './unet';
