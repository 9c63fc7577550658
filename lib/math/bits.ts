import { checkCount } from './check';

/**
 * Nats of a whole data point -> bits per dimension: nats / (D ln 2), as image models are compared.
 * @param dimensions D, the numbers that a data point has: 784 for an MNIST image, 3072 for one of CIFAR-10
 * @throws RangeError unless D is a whole number, 1 or more
 */
export function bitsPerDimension(nats: number, dimensions: number): number {
  checkCount(dimensions, 'dimensions');
  return nats / (dimensions * Math.LN2);
}

/** Bits per dimension -> nats of a whole data point; see {@link bitsPerDimension}. */
export function natsFromBits(bits: number, dimensions: number): number {
  checkCount(dimensions, 'dimensions');
  return bits * dimensions * Math.LN2;
}
