/** node visible.js NN-topic FILE: sends its parent what the visible tests say of a notebook. */
import { dirname } from 'node:path';
import { ready } from 'saddlepoint';
import { checkAllReport } from '../check/all';
import { functionsOf } from '../release/functions';
import { readNotebook } from '../release/notebook';

async function main([name, file]: string[]): Promise<void> {
  await ready();
  const solutions = await functionsOf(readNotebook(file!), dirname(file!));
  const functions = Object.assign({}, ...solutions.map((s) => s.functions)) as Record<string, unknown>;
  const overview = await checkAllReport(name!, functions);
  process.send!(overview, () => process.exit(0));
}

void main(process.argv.slice(2));
