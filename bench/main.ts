/**
 * npm run bench [-- NAME...] [--engine auto|gpu|node|wasm] [--rounds N] [--seconds S] [--json FILE] [--profile], or
 * npm run bench -- grading ...: see grading/main.ts
 */
import { existsSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { contest } from './contest';
import { Contestant } from './contestant';
import { gradeInTurn } from './grading/main';
import { readOptions, type Options } from './options';
import { profile } from './profile';
import { checkName, folder, load, names } from './programs';
import { header, line, toJSON, type Result } from './report';

const python = join(
  __dirname,
  '.venv',
  ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
);

const startOurs = (name: string, engine: string) =>
  Contestant.start('ours', process.execPath, ['--require', 'tsx/cjs', join(__dirname, 'serve.ts'), name, engine]);

const startPeer = (name: string, peer: string) =>
  Contestant.start(peer, python, [join(folder, `${name}.py`)], { PYTHONPATH: join(__dirname, 'twins') });

async function compare(name: string, { engine, rounds, seconds }: Options): Promise<Result> {
  const ours = await startOurs(name, engine);
  try {
    const peer = await startPeer(name, load(name).peer);
    try {
      const outcome = await contest(
        (n) => ours.run(n),
        (n) => peer.run(n),
        rounds,
        seconds,
      );
      return { name, engine: ours.description, peer: peer.description, ...outcome };
    } finally {
      peer.stop();
    }
  } finally {
    ours.stop();
  }
}

async function compareAll(chosen: readonly string[], options: Options): Promise<void> {
  if (!existsSync(python)) throw new Error('The peers are not installed: run `npm run bench:setup` first.');
  console.log(header);
  const results: Result[] = [];
  for (const name of chosen) {
    results.push(await compare(name, options));
    console.log(line(results.at(-1)!));
    if (options.json !== undefined) writeFileSync(options.json, toJSON(results));
  }
  const load = loadavg()[0]!;
  console.log(
    `${options.rounds} rounds in turn, ${options.seconds} s a turn; the machine's load at the end: ${load.toFixed(1)}`,
  );
}

async function main(): Promise<void> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === 'grading') return gradeInTurn(rest);
  const options = readOptions(process.argv.slice(2));
  options.names.forEach(checkName);
  const chosen = options.names.length > 0 ? options.names : names();
  if (!options.profile) return compareAll(chosen, options);
  for (const name of chosen) await profile(name, options);
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
