// @ts-check
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { Failure } from './failure.mjs';
import { clearStamp, fingerprint, readStamp, writeStamp } from './stamp.mjs';
import { done, missing } from './step.mjs';

const SOURCES = ['lib', 'course', 'test/exercises'];
const OTHER_INPUTS = ['tsconfig.base.json', 'node_modules/.package-lock.json'];
const OUTPUTS = ['lib/dist/index.js', 'course/dist/course/index.js'];

/**
 * Sizes and times of all that the compiler reads: a quick word for "nothing has changed".
 *
 * @param {string} root
 */
function sourcesFingerprint(root) {
  const sources = SOURCES.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.ts$|tsconfig\.json$/.test(file) && !/(^|[\\/])(dist|node_modules)[\\/]/.test(file))
      .map((file) => join(folder, file))
      .sort(),
  );
  const present = [...sources, ...OTHER_INPUTS].filter((file) => existsSync(join(root, file)));
  return fingerprint(
    present.map((file) => {
      const { size, mtimeMs } = statSync(join(root, file));
      return [file, size, mtimeMs];
    }),
  );
}

/** @param {string} root @param {...string} args */
export const tsc = (root, ...args) => [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), ...args];

/** @type {import('./step.mjs').Step} */
export const build = {
  name: 'build',

  check({ root }) {
    if (!OUTPUTS.every((file) => existsSync(join(root, file)))) return missing('lib and course are not compiled');
    if (readStamp(root, 'build')?.key !== sourcesFingerprint(root))
      return missing('the sources have changed since the build');
    const { version } = JSON.parse(readFileSync(join(root, 'lib', 'package.json'), 'utf8'));
    return done(`saddlepoint ${version} compiled`);
  },

  async perform({ root, env }, { tell }) {
    tell('tsc --build lib course');
    clearStamp(root, 'build');
    const key = sourcesFingerprint(root); // before compiling: what changes meanwhile is compiled the next time
    const { code, output } = await run(process.execPath, tsc(root, '--build', 'lib', 'course'), { cwd: root, env });
    if (code !== 0)
      throw new Failure(
        `lib or course does not compile:\n${output.trim()}`,
        'Mend the lines above, or `git status` shows what you changed.',
      );
    writeStamp(root, 'build', { key });
  },
};
