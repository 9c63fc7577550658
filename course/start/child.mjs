// @ts-check
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { WINDOWS } from './machine.mjs';

const GUARD = fileURLToPath(new URL('guard.mjs', import.meta.url));
const KEPT = 200_000; // characters of output, enough for any error

/**
 * Runs a command to its end, or to ours (guard.mjs).
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, timeout?: number, onLine?: (line: string) => void }} options timeout in ms
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>} stdout and stderr together
 */
export function run(command, args, { cwd, env, timeout, onLine }) {
  return new Promise((resolve) => {
    const guard = spawn(process.execPath, [GUARD, command, ...args], {
      cwd,
      env,
      windowsHide: true,
      detached: !WINDOWS, // makes it the leader of a process group
    });
    let output = '';
    let timedOut = false;
    const timer = timeout && setTimeout(() => ((timedOut = true), guard.stdin.end()), timeout);
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output = (output + chunk.toString()).slice(-KEPT);
      const line = chunk
        .toString()
        .trim()
        .split(/[\r\n]+/)
        .at(-1);
      if (line) onLine?.(line);
    };
    guard.stdout.on('data', take);
    guard.stderr.on('data', take);
    guard.on('close', (code) => {
      clearTimeout(timer || undefined);
      resolve({ code: code ?? 1, output, timedOut });
    });
  });
}
