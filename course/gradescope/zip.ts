import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';

/** The compiled course and what npm needs to install its packages. Of the masters, the one that is graded. */
const PARTS = ['package.json', 'package-lock.json', '.npmrc', 'lib/package.json', 'lib/dist', 'lib/weights'];
const COURSE = ['course/package.json', 'course/dist'];

const EXECUTABLE = 0o755;
const PLAIN = 0o644;
/** The same zip from the same course: no time of day in it. */
const MADE = new Date('2000-01-01T00:00:00');

/** The bytes of an autograder's zip. @param root the course's folder @param name "04-em" */
export function autograder(root: string, name: string): Buffer {
  const files: Zippable = {};
  const add = (as: string, bytes: Uint8Array, mode = PLAIN): void => {
    files[as] = [bytes, { os: 3, attrs: mode << 16, mtime: MADE }]; // 3: Unix, whose modes they are
  };
  for (const path of [...PARTS, ...COURSE, `solutions/${name}.ipynb`].flatMap((part) => filesOf(root, part))) {
    add(path, readFileSync(join(root, path)));
  }
  for (const script of ['setup.sh', 'run_autograder']) {
    add(script, readFileSync(join(root, 'course', 'gradescope', script)), EXECUTABLE);
  }
  add('assignment.txt', Buffer.from(`${name}\n`));
  return Buffer.from(zipSync(files, { level: 6 }));
}

function filesOf(root: string, path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return /\.(tsbuildinfo|map)$/.test(path) ? [] : [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesOf(root, `${path}/${name}`));
}
