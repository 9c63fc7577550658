import { ready, saveCheckpoint } from 'saddlepoint';
import { TinyGAN } from './tiny-gan';

/** Saves a model to the file named on the command line and prints what went wrong. */
async function main(): Promise<void> {
  await ready();
  await saveCheckpoint(new TinyGAN(100), process.argv[2]!);
}

main().catch((error: unknown) => {
  console.log(String(error));
});
