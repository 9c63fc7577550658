// Radford, Metz, Chintala 2016, arXiv:1511.06434, section 5.1.
import { tf } from '../backend/tf';
import { adaptiveMaxPool } from '../nn';
import { inChunks } from './in-chunks';

/**
 * What the convolutional layers of a network see in images, as features for a linear classifier: of every resolution the
 * last layer (behind batch norm and activation), max-pooled to a grid of side x side, flattened, one beside the other.
 * For the discriminator of an MNIST_DCGAN that is 4 * 4 * (64 + 128) = 3,072 numbers.
 * @param x [N, H, W, C] as the network takes them
 * @param net a stack of layers, or a model whose layers are in order
 * @param side of the grid; the paper's 4 unless said
 * @returns [N, side * side * maps]
 * @throws RangeError when the network has no maps on which the grid fits
 */
export async function pooledFeatures(x: tf.Tensor4D, net: tf.LayersModel, side = 4): Promise<number[][]> {
  const outputs = lastOfEachResolution(net).filter(({ shape }) => Math.min(shape[1]!, shape[2]!) >= side);
  if (outputs.length === 0)
    throw new RangeError(`pooledFeatures: '${net.name}' has no maps on which a grid of ${side} x ${side} fits.`);
  const trunk = tf.model({ inputs: net.inputs, outputs });
  return inChunks(x, (images) => {
    const maps = [trunk.apply(images, { training: false })].flat() as tf.Tensor4D[];
    return tf.concat(
      maps.map((map) => adaptiveMaxPool(map, side).reshape([images.shape[0], -1])),
      1,
    );
  });
}

/** The outputs of the layers that give maps, without those that a later layer of the same size works on. */
function lastOfEachResolution({ layers }: tf.LayersModel): tf.SymbolicTensor[] {
  const maps = layers
    .filter((layer) => layer.getClassName() !== 'InputLayer')
    .map((layer) => layer.output as tf.SymbolicTensor)
    .filter(({ rank }) => rank === 4);
  return [...new Map(maps.map((map) => [`${map.shape[1]} x ${map.shape[2]}`, map])).values()];
}
