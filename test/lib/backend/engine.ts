import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Context } from 'mocha';

/** Chromium's Vulkan on the CPU: an adapter for the engine webgpu on a machine without a GPU. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/**
 * Runs a TypeScript file in a process of its own on an engine, since a process has one engine for good, and gives what
 * the file printed as its last line, parsed. Skips the test where this machine has no such engine.
 */
export function runOnEngine(
  test: Context,
  engine: 'node' | 'wasm' | 'cpu' | 'webgpu',
  file: string,
  ...args: string[]
): unknown {
  const argv = ['--require', 'tsx/cjs', file, engine, ...args];
  const env = { ...(existsSync(SWIFTSHADER) && { VK_ICD_FILENAMES: SWIFTSHADER }), ...process.env };
  const child = spawnSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 1 << 26, env });
  if (child.status !== 0) {
    const absent = `The engine '${engine}' does not start`;
    if (engine !== 'wasm' && child.stderr.includes(absent)) {
      console.log(`      ${child.stderr.slice(child.stderr.indexOf(absent)).split('\n')[0]}`);
      test.skip();
    }
    throw new Error(`${file} on ${engine} ended with ${child.status ?? 'no status'}:\n${child.stderr.slice(-2000)}`);
  }
  return JSON.parse(child.stdout.trimEnd().split('\n').at(-1)!);
}
