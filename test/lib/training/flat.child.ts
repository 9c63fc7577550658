import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { adam, descend, forward, ready, seed, tf, type EngineName } from 'saddlepoint';

/**
 * Trains a small network for STEPS steps on the engine named on the command line, and prints
 * after each tenth of them how many tensors there are and how many bytes the process holds.
 */
const STEPS = 10_000;
const BATCH = 512;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function main(): Promise<void> {
  await ready(process.argv[2] as EngineName);
  seed(1);
  const { dense, leakyReLU } = tf.layers;
  const net = tf.sequential({ layers: [dense({ units: 8, inputShape: [2] }), leakyReLU(), dense({ units: 1 })] });
  const optimizer = adam({ learningRate: 1e-3, beta1: 0.5 });
  const step = () => {
    tf.tidy(() => {
      const x = tf.ones([BATCH, 2]);
      descend(optimizer, [net], () =>
        tf
          .softplus(forward(net, x, { training: true }))
          .mean()
          .asScalar(),
      );
    });
  };
  const tensors: number[] = [];
  const bytes: number[] = [];
  for (let i = 0; i <= STEPS; i++) {
    if (i % (STEPS / 10) === 0) {
      collectGarbage();
      tensors.push(tf.memory().numTensors);
      bytes.push(process.memoryUsage.rss());
      await new Promise(setImmediate); // finalizers of native memory run between tasks
    }
    step();
  }
  console.log(JSON.stringify({ tensors, bytes }));
}
void main();
