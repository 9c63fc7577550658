import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from '../../execute/runner';
import type { WallName } from '../result';

/** What a student's process may use. */
export interface Limits {
  /** of memory, bytes */
  memory: number;
  /** of computing, seconds, for the whole process */
  cpu: number;
}

/** How to start Node behind a wall. */
export interface Wall {
  readonly name: WallName;
  /** what it does not stop, in words for the report; empty where it stops all that we know of */
  readonly gaps: readonly string[];
  /** the command that runs `script` in Node, with nothing to be seen but `visible` */
  command(script: string, args: readonly string[], visible: readonly string[], limits: Limits): Command;
}

export interface Command {
  file: string;
  args: string[];
  env: Record<string, string>;
  /** whom to run it as, where the grader is root */
  uid?: number;
}

const DIST = join(ROOT, 'course', 'dist', 'course');

/** The script of a student's process. */
export const CHILD = join(DIST, 'grade', 'child', 'child.js');

/** All that a student's process needs to read: the library and what it depends on, and our side of the channel. */
export function visibleFiles(harness: string | undefined): string[] {
  const ours = ['grade/child', 'check/data.js', 'check/remote.js', 'release/evaluate.js'].map((f) => join(DIST, f));
  const library = ['package.json', 'dist', 'weights'].map((f) => join(ROOT, 'lib', f));
  return [...ours, ...library, ...packages(), ...(harness === undefined ? [] : [harness])];
}

/** The folders of the packages that the library needs, with theirs. */
function packages(): string[] {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const name of Object.keys(dependencies)) {
      const at = folderOf(name, folder);
      if (at === undefined || found.has(at)) continue;
      found.add(at);
      visit(at);
    }
  };
  visit(join(ROOT, 'lib'));
  return [...found].sort();
}

function folderOf(name: string, from: string): string | undefined {
  const places = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  return places.map((place) => join(place, name)).find((at) => existsSync(join(at, 'package.json')));
}

/** The file of Node itself, and the folder that it lies in. */
export const NODE = realpathSync(process.execPath);
export const NODE_FOLDER = dirname(NODE);

/** Nothing of the grader's own environment but where to find things. */
export const CLEAN = {
  PATH: '/usr/bin:/bin',
  LANG: 'C.UTF-8',
  SADDLEPOINT_ENGINE: 'wasm',
  SADDLEPOINT_THREADS: '1', // walls let none be started, and a core grades one submission
};

/** Node's own share of the limit on memory: half of it for objects, the rest for numbers and code. */
export const nodeFlags = ({ memory }: Limits): string[] => [
  `--max-old-space-size=${Math.floor(memory / 2 / 1e6)}`,
  '--no-addons',
];
