import { createHash } from 'node:crypto';
import { ready, seed, tf, type EngineName } from 'saddlepoint';

/**
 * seeded.child.ts ENGINE SEED [THREADS]: a short adversarial training with every kind of randomness, and the SHA-256 of
 * all that came out of it.
 */
const L = tf.layers;

function networks() {
  const G = tf.sequential({
    layers: [
      L.dense({ units: 7 * 7 * 4, inputShape: [8], useBias: false }),
      L.batchNormalization(),
      L.reLU(),
      L.reshape({ targetShape: [7, 7, 4] }),
      L.conv2dTranspose({ filters: 1, kernelSize: 5, strides: 2, padding: 'same', activation: 'tanh' }),
    ],
  });
  const D = tf.sequential({
    layers: [
      L.conv2d({ filters: 4, kernelSize: 5, strides: 2, padding: 'same', inputShape: [14, 14, 1] }),
      L.leakyReLU({ alpha: 0.2 }),
      L.dropout({ rate: 0.3 }),
      L.flatten(),
      L.dense({ units: 1 }),
    ],
  });
  return { G, D };
}

async function main() {
  const [engine, number, threads = ''] = process.argv.slice(2) as [EngineName, string, string?];
  process.env['SADDLEPOINT_THREADS'] = threads;
  await ready(engine);
  seed(Number(number));
  const { G, D } = networks();
  const weights = (net: tf.Sequential) => net.trainableWeights.map((w) => w.read() as unknown as tf.Variable);
  const [optG, optD] = [tf.train.adam(1e-3, 0.5), tf.train.adam(1e-3, 0.5)];
  const fake = () => G.apply(tf.randomNormal([16, 8]), { training: true }) as tf.Tensor;
  const logit = (x: tf.Tensor) => D.apply(x, { training: true }) as tf.Tensor;
  const rows = Array.from({ length: 16 }, (_, i) => i);
  for (let step = 0; step < 3; step++) {
    tf.tidy(() => {
      tf.util.shuffle(rows);
      const real = tf.tensor4d(Float32Array.from({ length: 16 * 196 }, (_, i) => Math.sin(i + rows[i % 16]!)), [16, 14, 14, 1]); // prettier-ignore
      const lossD = () =>
        tf
          .softplus(logit(real).neg())
          .mean()
          .add(tf.softplus(logit(fake())).mean())
          .asScalar();
      optD.minimize(lossD, false, weights(D));
      optG.minimize(() => tf.softplus(logit(fake()).neg()).mean().asScalar(), false, weights(G));
    });
  }
  const drawn = [tf.multinomial(tf.zeros<tf.Rank.R2>([4, 10]), 50), tf.truncatedNormal([9]), tf.randomGamma([9], 2), tf.rand([9], Math.random)]; // prettier-ignore
  const hash = createHash('sha256');
  for (const t of [...G.getWeights(), ...D.getWeights(), ...drawn]) hash.update(new Uint8Array(t.dataSync().buffer));
  const multinomial = drawn[0]!.arraySync() as number[][];
  console.log(JSON.stringify({ sha256: hash.digest('hex'), multinomial }));
}
void main();
