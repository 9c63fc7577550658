/** npm run gradescope -- NN-topic [--out FILE.zip]: the autograder of a notebook, to be uploaded to Gradescope. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { specNames } from '../check/specs';
import { ROOT } from '../execute/runner';
import { writeWhole } from '../release/store';
import { autograder } from './zip';

function main(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1 || !specNames().includes(name)) {
    throw new Error(`Usage: npm run gradescope -- NN-topic [--out FILE.zip]; there are ${specNames().join(', ')}.`);
  }
  const file = values.out ?? `autograder-${name}.zip`;
  const zip = autograder(ROOT, name);
  writeWhole(resolve(file), zip);
  console.log(
    `${file}: ${(zip.length / 1e6).toFixed(1)} MB. Upload it as the assignment's autograder (Ubuntu 22.04 or newer).`,
  );
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
