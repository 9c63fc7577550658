// @ts-check
// The library's own TensorFlow operations, lib/backend/native/operations, compiled beside tfjs-node's addon.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ADDON, addonFolder } from './addon.mjs';
import { run } from './child.mjs';
import { explain } from './failure.mjs';
import { addonArguments, compiler } from './wheel.mjs';

/** @param {string} root */
const folder = (root) => join(root, 'lib', 'backend', 'native', 'operations');

/** @param {string} root */
function sources(root) {
  return existsSync(folder(root)) ? readdirSync(folder(root)).map((name) => join(folder(root), name)) : [];
}

/** What this processor can do, as compilers call it: products are twice as fast with AVX-512 as with AVX2. */
function instructions() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  const flags = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.split(' ') ?? [];
  const hasAll = (/** @type {string[]} */ ...names) => names.every((name) => flags.includes(name));
  if (hasAll('avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl')) return ['-march=x86-64-v4'];
  return hasAll('avx2', 'bmi2', 'fma') ? ['-march=x86-64-v3'] : [];
}

/**
 * What the operations are compiled from, and for: with a change of it they are out of date.
 *
 * @param {string} root
 */
export const operationsSource = (root) => [...sources(root).map((file) => readFileSync(file, 'utf8')), instructions()];

// Loops over square roots become vectors only if nobody looks at errno.
const OPTIMISED = ['-O3', '-fno-math-errno', '-fno-trapping-math', '-Wno-interference-size'];

/**
 * The engine runs without them too, with more and slower operations.
 *
 * @param {import('./ways.mjs').Way} way
 * @param {import('./step.mjs').Context} context
 * @param {import('./progress.mjs').Voice} voice
 */
export async function buildOperations({ name }, { root, env }, { tell, note }) {
  const files = sources(root).filter((file) => file.endsWith('.cc'));
  if (files.length === 0) return;
  const cxx = compiler(env);
  if (!cxx) {
    note("There is no C++ compiler for the library's own operations: some layers will be slower.");
    return;
  }
  tell("compiling the library's operations, ten seconds");
  const built = addonFolder(root, name);
  const target = join(built, ADDON, '..', 'saddlepoint_operations.node');
  const compilation = [...addonArguments(root, built), ...OPTIMISED, ...instructions(), '-o', `${target}.part`];
  const compiled = await run(cxx, [...files, ...compilation], { cwd: root, env });
  if (compiled.code !== 0) {
    rmSync(target, { force: true }); // one of other sources would not know what the library asks for
    note(`Without the library's own operations some layers will be slower. ${explain(cxx, compiled.output).message}`);
    return;
  }
  renameSync(`${target}.part`, target);
}
