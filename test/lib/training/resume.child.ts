import { createHash } from 'node:crypto';
import { fit, ready, seed } from 'saddlepoint';
import { circle, numbers, TinyGAN } from './tiny-gan';

/**
 * Trains, with the checkpoint named on the command line (if any) saved after every step, and prints the hash of every
 * number that training has changed.
 */
async function main(): Promise<void> {
  await ready();
  seed(3);
  const model = new TinyGAN();
  const path = process.argv[2];
  const report = ({ step, done }: { step: number; done: boolean }) => {
    console.log(done ? 'done' : `at step ${step}`);
  };
  const options = { epochs: 6, batchSize: 8, seed: 5, report };
  const checkpoint = path === undefined ? {} : { checkpoint: { path, everySeconds: 0 } };
  const { steps } = await fit(model, circle(400), { ...options, ...checkpoint });
  const hash = createHash('sha256').update(JSON.stringify(await numbers(model)));
  console.log(`${steps} steps, sha256 ${hash.digest('hex')}`);
}

void main();
