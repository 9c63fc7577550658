import { spawnSync } from 'node:child_process';
import type { Context } from 'mocha';

/**
 * Runs a TypeScript file in a process of its own on an engine, since a process has one engine for good, and gives what
 * the file printed as its last line, parsed. Skips the test where this machine has no such engine.
 */
export function runOnEngine(test: Context, engine: 'node' | 'wasm' | 'cpu', file: string, ...args: string[]): unknown {
  const argv = ['--require', 'tsx/cjs', file, engine, ...args];
  const child = spawnSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (child.status !== 0) {
    if (engine === 'node' && child.stderr.includes("engine 'node'")) test.skip();
    throw new Error(`${file} on ${engine} ended with ${child.status ?? 'no status'}:\n${child.stderr.slice(-2000)}`);
  }
  return JSON.parse(child.stdout.trimEnd().split('\n').at(-1)!);
}
