// @ts-check
// node guard.mjs COMMAND ARGS...: runs the command, and ends it with all that it started when the pipe on our stdin
// closes, which it does when the process that started us ends, even by kill -9. Without it a killed set-up leaves an
// `npm ci` behind that goes on writing into node_modules while the next set-up reads it. We lead a process group.
import { spawn } from 'node:child_process';

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true });
const end = () => (process.platform === 'win32' ? child.kill() : process.kill(-process.pid, 'SIGKILL'));
process.stdin.on('end', end).resume();
child.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on('close', (code) => process.exit(code ?? 1));
