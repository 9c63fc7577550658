export { DCGAN, MNIST_DCGAN, dcganGenerator, dcganDiscriminator, type DCGANConfig } from './dcgan';
