import { ready, seed, tf, type EngineName } from 'saddlepoint';
import { layerTable } from '../nn/layer-table';

/**
 * Trains, for two steps on the engine named on the command line, a small network around each layer, and prints what
 * went wrong with each: the error, tensors left behind, or weights that did not move.
 */
const L = tf.layers;
const ints = (n: number) => tf.randomUniform([4, 3], 0, n, 'int32');

type Network = { input: () => tf.Tensor; layers: tf.layers.Layer[] };
const rows = (...layers: tf.layers.Layer[]): Network => ({ input: () => tf.randomNormal([4, 6]), layers });
const images = (...layers: tf.layers.Layer[]): Network => ({ input: () => tf.randomNormal([4, 8, 8, 2]), layers });
const words = (...layers: tf.layers.Layer[]): Network => ({ input: () => ints(10), layers });
const conv = () => L.conv2d({ filters: 3, kernelSize: 3, padding: 'same' });

const networks: Record<string, () => Network> = {
  dense: () => rows(L.dense({ units: 3, activation: 'relu' })),
  'dense tanh': () => rows(L.dense({ units: 3, activation: 'tanh' })),
  'dense selu': () => rows(L.dense({ units: 3, activation: 'selu' })),
  'dense softmax': () => rows(L.dense({ units: 3, activation: 'softmax' })),
  'dense on sequences': () => words(L.embedding({ inputDim: 10, outputDim: 5 }), L.dense({ units: 3 })),
  embedding: () => words(L.embedding({ inputDim: 10, outputDim: 5 })),
  conv2d: () => images(conv()),
  'conv2d of stride 2': () => images(L.conv2d({ filters: 3, kernelSize: 5, strides: 2, padding: 'same' })),
  'conv2d relu': () => images(L.conv2d({ filters: 3, kernelSize: 3, activation: 'relu' })),
  'conv2d dilated': () => images(L.conv2d({ filters: 3, kernelSize: 3, dilationRate: 2 })),
  'conv2d 1x1 of stride 2': () => images(L.conv2d({ filters: 3, kernelSize: 1, strides: 2, padding: 'same' })),
  conv1d: () => words(L.embedding({ inputDim: 10, outputDim: 5 }), L.conv1d({ filters: 3, kernelSize: 2 })),
  conv2dTranspose: () => images(L.conv2dTranspose({ filters: 3, kernelSize: 5, strides: 2, padding: 'same' })),
  'conv2dTranspose valid': () => images(L.conv2dTranspose({ filters: 3, kernelSize: 4, strides: 2 })),
  depthwiseConv2d: () => images(L.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 })),
  separableConv2d: () => images(L.separableConv2d({ filters: 3, kernelSize: 3, padding: 'same' })),
  batchNormalization: () => rows(L.dense({ units: 3 }), L.batchNormalization()),
  'batchNormalization of images': () => images(conv(), L.batchNormalization({ momentum: 0.8 })),
  'batchNormalization bare': () => images(conv(), L.batchNormalization({ scale: false, center: false })),
  'batchNormalization of channels first': () => images(conv(), L.batchNormalization({ axis: 1 })),
  layerNormalization: () => rows(L.dense({ units: 3 }), L.layerNormalization()),
  leakyReLU: () => images(conv(), L.leakyReLU({ alpha: 0.2 })),
  elu: () => rows(L.dense({ units: 3 }), L.elu()),
  prelu: () => rows(L.prelu({})),
  maxPooling2d: () => images(conv(), L.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })),
  averagePooling2d: () => images(conv(), L.averagePooling2d({ poolSize: 2 })),
  globalAveragePooling2d: () => images(conv(), L.globalAveragePooling2d({})),
  globalMaxPooling2d: () => images(conv(), L.globalMaxPooling2d({})),
  upSampling2d: () => images(L.upSampling2d({ size: [2, 2] }), conv()),
  'upSampling2d after conv2d': () => images(conv(), L.upSampling2d({ size: [2, 2] })),
  zeroPadding2d: () => images(conv(), L.zeroPadding2d({ padding: 1 })),
  cropping2d: () => images(conv(), L.cropping2D({ cropping: [[1, 1], [0, 2]] })), // prettier-ignore
  dropout: () => rows(L.dense({ units: 5 }), L.dropout({ rate: 0.3 })),
  gaussianNoise: () => rows(L.dense({ units: 5 }), L.gaussianNoise({ stddev: 0.1 })),
  'reshape, permute, flatten': () =>
    rows(L.dense({ units: 6 }), L.reshape({ targetShape: [2, 3] }), L.permute({ dims: [2, 1] }), L.flatten()),
  simpleRNN: () => words(L.embedding({ inputDim: 10, outputDim: 5 }), L.simpleRNN({ units: 3 })),
  gru: () => words(L.embedding({ inputDim: 10, outputDim: 5 }), L.gru({ units: 3 })),
  lstm: () => words(L.embedding({ inputDim: 10, outputDim: 5 }), L.lstm({ units: 3 })),
};

/** Layers of ours, behind a dense one so that there is something to train; codes learn by losses of their own. */
for (const [name, { make, takes }] of Object.entries(layerTable)) {
  if (name === 'vectorQuantizer') continue;
  const layers = () => [L.dense({ units: takes.at(-1)! }), make()];
  networks[name] = () => ({ input: () => tf.randomNormal(takes), layers: layers() });
}

function train({ input, layers }: Network): string {
  const x = input();
  const variables = () =>
    layers.flatMap((layer) => layer.trainableWeights.map((w) => w.read() as unknown as tf.Variable));
  const forward = (training: boolean) =>
    layers.reduce<tf.Tensor>((h, layer) => layer.apply(h, { training }) as tf.Tensor, x);
  tf.tidy(() => forward(false));
  const optimizer = tf.train.adam(0.1);
  const loss = () => forward(true).sub(1).square().mean<tf.Scalar>();
  const step = () => tf.tidy(() => optimizer.minimize(loss, true, variables())!.dataSync()[0]!);
  const before = variables().map((v) => v.dataSync().slice());
  step();
  const tensors = tf.memory().numTensors;
  const value = step();
  if (tf.memory().numTensors !== tensors) return `${tf.memory().numTensors - tensors} tensors left behind by a step`;
  if (!Number.isFinite(value)) return `loss ${value}`;
  const still = variables().filter((v, i) => v.dataSync().every((w, k) => w === before[i]![k]));
  return still.length > 0 ? `${still.map((v) => v.name).join()} did not move` : 'trains';
}

async function main() {
  await ready(process.argv[2] as EngineName);
  seed(1);
  const attempt = (network: () => Network) => {
    try {
      return train(network());
    } catch (e) {
      return (e as Error).message;
    }
  };
  const results = Object.entries(networks).map(([name, network]) => [name, attempt(network)]);
  console.log(JSON.stringify(Object.fromEntries(results)));
}
void main();
