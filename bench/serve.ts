import { createInterface } from 'node:readline';
import { engine, ready, seed, type EngineName } from 'saddlepoint';
import { load } from './programs';

/** serve.ts NAME ENGINE: our side of a program. One line in: n. One line out: {"seconds": s}. */
async function main(): Promise<void> {
  const [name, wanted] = process.argv.slice(2) as [string, EngineName | 'auto'];
  const program = load(name);
  if (program.onEngine) await ready(wanted);
  seed(1);
  const steps = program.prepare();
  const say = (line: object) => {
    console.log(JSON.stringify(line));
  };
  say({ ready: program.onEngine ? engine().name : 'javascript' });
  for await (const line of createInterface({ input: process.stdin })) {
    const start = performance.now();
    await steps(Number(line));
    say({ seconds: (performance.now() - start) / 1000 });
  }
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
