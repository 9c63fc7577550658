import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../execute/runner';
import { CLEAN, NODE, nodeFlags, type Command, type Limits, type Wall } from './wall';

/** Nobody: whom a grader that runs as root runs students' processes as. */
const NOBODY = 65534;

/** A process, its threads, and one more: enough for Node, too few to fork on and on. */
const PROCESSES = 40;

const SCRATCH_BYTES = 16_000_000;

/** Namespaces of the Linux kernel: no network, no other process, no file but those that are named, all read-only. */
export const bubblewrap: Wall = {
  name: 'bubblewrap',
  gaps: [],
  command(script, args, visible, limits): Command {
    const node = [NODE, ...nodeFlags(limits), script, ...args];
    const file = '/usr/bin/bwrap';
    const inside = ['/usr/bin/prlimit', ...resources(limits), ...node];
    const root = process.getuid?.() === 0;
    return { file, args: [...ROOM, ...readOnly(visible), '--', ...inside], env: {}, ...(root ? { uid: NOBODY } : {}) };
  },
};

const system = ['/usr', '/lib', '/lib64', '/bin', '/etc/ld.so.cache', '/etc/alternatives'].filter((f) => existsSync(f));

const ROOM = [
  ...['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--hostname', 'student'],
  ...system.flatMap((f) => ['--ro-bind', f, f]),
  ...['--proc', '/proc', '--dev', '/dev', '--size', String(SCRATCH_BYTES), '--tmpfs', '/tmp', '--chdir', '/tmp'],
  '--clearenv',
  ...Object.entries({ ...CLEAN, HOME: '/tmp' }).flatMap(([name, value]) => ['--setenv', name, value]),
];

const readOnly = (visible: readonly string[]): string[] => [
  ...[NODE, ...visible].flatMap((f) => ['--ro-bind', f, f]),
  // npm's link, by which the library is found under its name
  ...['--symlink', join('..', 'lib'), join(ROOT, 'node_modules', 'saddlepoint')],
];

/** Data is what a process may write to: V8 and WebAssembly reserve far more addresses than they use. */
const resources = ({ memory, cpu }: Limits): string[] => [
  `--data=${memory}`,
  `--cpu=${cpu}`,
  `--nproc=${PROCESSES}`,
  `--fsize=${SCRATCH_BYTES}`,
  '--core=0',
];
