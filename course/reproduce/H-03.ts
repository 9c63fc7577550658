import { entropy, inceptionScore, mnist, mnistNet, tf } from 'saddlepoint';
import { GENERATORS, storedSamples } from './generators';
import { distanceOf, scoreOf } from './judge';
import type { Context, Measures, Row } from './row';

/** How far log IS is from H(y) - E H(y | x). */
function decompositionError(probabilities: readonly number[][]): number {
  const rows = probabilities.map((row) => {
    const sum = row.reduce((a, b) => a + b, 0); // float32 softmax sums to one to 1e-6 only
    return row.map((p) => p / sum);
  });
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const marginal = rows[0]!.map((_, k) => mean(rows.map((row) => row[k]!)));
  const total = marginal.reduce((a, b) => a + b, 0);
  const decomposed = entropy(marginal.map((p) => p / total)) - mean(rows.map(entropy));
  return Math.abs(Math.log(inceptionScore(probabilities)) - decomposed);
}

async function run(context: Context): Promise<Measures> {
  const n = context.quick ? 200 : 10_000;
  const net = await mnistNet();
  const { x, y } = (await mnist({ split: 'test' })).take(n).tensors();
  const measures: Record<string, number> = {
    'real test images': (await scoreOf(net, x))['MNIST score']!,
    'error of the decomposition': decompositionError(await net.probabilities(x)),
  };
  for (const name of Object.keys(GENERATORS) as (keyof typeof GENERATORS)[]) {
    const images = await storedSamples(name, n);
    measures[name] = (await scoreOf(net, images))['MNIST score']!;
    measures[`${name}, Frechet distance`] = (await distanceOf(net, images, x))['Frechet distance']!;
    images.dispose();
    context.say(`${name}: MNIST score ${measures[name].toFixed(2)}`);
  }
  tf.dispose([x, y]);
  net.dispose();
  const distance = (name: keyof typeof GENERATORS) => measures[`${name}, Frechet distance`]!;
  measures["Frechet distance of the DCGAN over the MLP GAN's (I-01)"] = distance('DCGAN') / distance('MLP GAN');
  return measures;
}

export const row: Row = {
  row: 'H-03',
  title: 'The MNIST score of real images and of the stored generators, and its decomposition',
  bars: [
    { measure: 'real test images', atLeast: 9.7 },
    { measure: 'error of the decomposition', atMost: 1e-10 },
    { measure: "Frechet distance of the DCGAN over the MLP GAN's (I-01)", atMost: 0.3 },
  ],
  paper: 'on CIFAR-10, by Inception: real images 11.24 ± 0.12 (Salimans et al. 2016, table 3)',
  run,
};
