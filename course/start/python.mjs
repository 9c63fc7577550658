// @ts-check
import { existsSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './child.mjs';
import { explain, Failure } from './failure.mjs';
import { freeBytes, requireSpace, which, WINDOWS } from './machine.mjs';
import { clearStamp, fingerprint, readStamp, writeStamp } from './stamp.mjs';
import { done, missing } from './step.mjs';

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const OLDEST_MINOR = 10; // of Python 3
const NEEDED = 0.6e9; // bytes: .venv is 0.32 GB, pip's cache and its temporary files as much again
const NAMES = WINDOWS
  ? ['python', 'py']
  : ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const INSTALL =
  'Install Python 3.10 or newer (Debian, Ubuntu: `sudo apt install python3 python3-venv`; else https://python.org), then start again.';

const PROBE = `
import json, sys
try:
    import ensurepip, venv
except ImportError:
    venv = None
print(json.dumps({"version": sys.version_info[:3], "venv": venv is not None}))`;

/** @param {string} root */
const venv = (root) => join(root, '.venv');
/**
 * The interpreter inside .venv.
 *
 * @param {string} root
 */
export const venvPython = (root) => join(venv(root), ...(WINDOWS ? ['Scripts', 'python.exe'] : ['bin', 'python']));

/**
 * The first Python of the PATH that can make our .venv.
 *
 * @param {import('./step.mjs').Context} context
 * @throws Failure that says what the found ones lack
 */
export async function findPython({ root, env }) {
  const lacking = [];
  for (const command of NAMES.filter((name) => which(name, env))) {
    const { code, output } = await run(command, ['-c', PROBE], { cwd: root, env });
    if (code !== 0) continue; // for example a shim without a Python behind it
    const { version, venv } = JSON.parse(output.trim().split('\n').at(-1) ?? '');
    const name = `${command} is Python ${version.join('.')}`;
    const isOld = version[0] < 3 || (version[0] === 3 && version[1] < OLDEST_MINOR);
    if (!isOld && venv) return { command, version: version.join('.') };
    lacking.push({ isOld, text: isOld ? `${name}, older than 3.10` : `${name} without venv and ensurepip` });
  }
  const nearest = lacking.find(({ isOld }) => !isOld) ?? lacking[0];
  if (!nearest) throw new Failure('There is no python3 on the PATH; JupyterLab needs one.', INSTALL);
  const text = lacking.map((one) => one.text).join('; ');
  const remedy = nearest.isOld
    ? INSTALL
    : 'Install the module (Debian, Ubuntu: `sudo apt install python3-venv`), then start again.';
  throw new Failure(`JupyterLab needs a Python 3.10 or newer with venv, but ${text}.`, remedy);
}

/**
 * Whether the scripts of .venv can be mended by their text: not Windows' .exe, nor a path that a #! line cannot hold.
 *
 * @param {string} root
 * @param {string} oldRoot
 */
const canRelocate = (root, oldRoot) => !WINDOWS && !/\s/.test(root + oldRoot);

/**
 * A moved clone: the scripts in .venv name their interpreter by its old path.
 *
 * @param {string} root
 * @param {string} oldRoot
 */
function relocate(root, oldRoot) {
  const folder = join(venv(root), 'bin');
  for (const file of readdirSync(folder).map((name) => join(folder, name))) {
    if (!statSync(file).isFile() || realpathSync(file) !== file) continue;
    const text = readFileSync(file, 'utf8');
    if (text.includes(venv(oldRoot))) writeFileSync(file, text.replaceAll(venv(oldRoot), venv(root)));
  }
}

/** @param {import('./step.mjs').Context} context @param {import('./progress.mjs').Tell} tell */
async function install({ root, env }, tell) {
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '-r', REQUIREMENTS];
  let line = '';
  tell('pip install', () => line.slice(0, 60));
  const onLine = (/** @type {string} */ text) => (line = text);
  const { code, output } = await run(venvPython(root), pip, { cwd: root, env, onLine });
  if (code !== 0) throw explain('pip install', output, 'Start again; if it stays, delete .venv first.');
}

const key = () => fingerprint(readFileSync(REQUIREMENTS, 'utf8'));

/** @type {import('./step.mjs').Step} */
export const python = {
  name: 'python',

  check({ root }) {
    const stamp = readStamp(root, 'python');
    const interpreter = venvPython(root);
    if (!stamp || !existsSync(interpreter)) return missing('.venv with JupyterLab is not there');
    if (stamp.key !== key()) return missing('the pinned Python packages have changed');
    if (stamp.interpreter !== realpathSync(interpreter))
      return missing('the Python that .venv was made with has changed');
    if (stamp.root !== root) return missing('the folder has moved since .venv was made');
    return done(`.venv with Python ${stamp.version} and JupyterLab`);
  },

  async perform(context, { tell }) {
    const { root, env } = context;
    const stamp = readStamp(root, 'python');
    const isWhole =
      stamp &&
      existsSync(venvPython(root)) &&
      stamp.interpreter === realpathSync(venvPython(root)) &&
      (stamp.root === root || canRelocate(root, stamp.root));
    clearStamp(root, 'python');
    let version = stamp?.version;
    if (!isWhole) {
      const found = await findPython(context);
      version = found.version;
      requireSpace('JupyterLab', NEEDED, freeBytes(root));
      tell(`making .venv with Python ${version}`);
      const { code, output } = await run(found.command, ['-m', 'venv', '--clear', venv(root)], { cwd: root, env });
      if (code !== 0) throw explain(`${found.command} -m venv`, output, INSTALL);
    }
    if (!isWhole || stamp.key !== key()) await install(context, tell);
    if (isWhole && stamp.root !== root) relocate(root, stamp.root);
    writeStamp(root, 'python', { key: key(), root, version, interpreter: realpathSync(venvPython(root)) });
  },
};
