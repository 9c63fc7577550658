import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../execute/runner';
import { CLEAN, NODE, nodeFlags, type Command, type Limits, type Wall } from './wall';

/** Closes what the permission model leaves open, before any of a student's code runs. */
export const CLOSING = join(ROOT, 'course', 'dist', 'course', 'grade', 'child', 'closed.js');

const major = Number(process.versions.node.split('.')[0]);
const MODEL = major >= 23 ? '--permission' : '--experimental-permission';

/** Node's own permission model: a promise of one program, not of the kernel. */
export const permission: Wall = {
  name: 'node-permission',
  gaps: [
    "the network is closed inside Node only: its modules' functions throw, and the kernel would let a connection out",
    'a bug in Node that escapes its permission model escapes this wall',
  ],
  command(script, args, visible, limits): Command {
    const reads = [...visible, CLOSING, join(ROOT, 'node_modules', 'saddlepoint')];
    const model = [MODEL, ...reads.map((f) => `--allow-fs-read=${f}`), '--require', CLOSING];
    const node = [NODE, ...nodeFlags(limits), ...model, script, ...args];
    return {
      file: '/bin/sh',
      args: ['-c', resources(limits), 'sh', ...dying, ...node],
      env: { ...CLEAN, HOME: '/nowhere' },
    };
  },
};

/** Where util-linux is, a student's process dies with its grader, however the grader ends. */
const dying = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL'] : [];

/** `ulimit` counts kilobytes, and is in every shell; macOS takes no limit on data and says so, unheard. */
const resources = ({ memory, cpu }: Limits): string =>
  `ulimit -c 0; ulimit -f 0; ulimit -t ${cpu}; ulimit -d ${Math.floor(memory / 1024)} 2>/dev/null; exec "$@"`;
