// @ts-check
// tfjs-node's addon, compiled against the TensorFlow libraries and headers inside PyPI's wheel.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ADDON, finishPart, newPart, packageFolder } from './addon.mjs';
import { run } from './child.mjs';
import { explain, Failure } from './failure.mjs';
import { folderBytes, freeBytes, requireSpace, which } from './machine.mjs';
import { venvPython } from './python.mjs';

const UNPACK = fileURLToPath(new URL('unpack-wheel.py', import.meta.url));
const NEEDED = 1.3e9; // bytes: the wheel, 0.27 GB, and its libraries, 0.85 GB

/**
 * Measured on linux-x64 only; elsewhere the addon is checked like any other before it is used.
 *
 * @type {Record<string, { requirement: string, platform: string, sha256: string }>}
 */
const WHEELS = {
  'linux-x64': {
    requirement: 'tensorflow-cpu==2.21.0',
    platform: 'manylinux_2_27_x86_64',
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  },
  'linux-arm64': {
    requirement: 'tensorflow==2.21.0',
    platform: 'manylinux_2_27_aarch64',
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
  },
  'darwin-arm64': {
    requirement: 'tensorflow==2.21.0',
    platform: 'macosx_12_0_arm64',
    sha256: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
  },
};
const PYTHON_OF_WHEEL = '3.11'; // every Python's wheel holds the same libraries

/**
 * The C++ compiler of the PATH, or null.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export const compiler = (env) => ['g++', 'c++', 'clang++'].find((name) => which(name, env)) ?? null;

/** @param {NodeJS.ProcessEnv} env */
function requirements(env) {
  const wheel = WHEELS[`${process.platform}-${process.arch}`];
  if (!wheel)
    throw new Failure(
      `PyPI has no TensorFlow library for ${process.platform} ${process.arch}.`,
      'None is needed: wasm runs everywhere.',
    );
  const cxx = compiler(env);
  if (!cxx)
    throw new Failure(
      'there is no C++ compiler.',
      'Install one (Debian, Ubuntu: `sudo apt install g++`; macOS: `xcode-select --install`), then start again.',
    );
  return { wheel, cxx };
}

/** @param {string} root @param {string} folder @param {NodeJS.ProcessEnv} env @param {(typeof WHEELS)[string]} wheel @param {import('./progress.mjs').Tell} tell */
async function download(root, folder, env, { requirement, platform, sha256 }, tell) {
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const pinned = join(folder, 'requirement.txt');
  writeFileSync(pinned, `${requirement} --hash=sha256:${sha256}\n`);
  tell(`downloading ${requirement}`, () => `${Math.round(folderBytes(folder) / 1e6)} MB`);
  const target = ['--platform', platform, '--python-version', PYTHON_OF_WHEEL, '--only-binary=:all:', '--no-deps'];
  const pip = [
    '-m',
    'pip',
    'download',
    '--disable-pip-version-check',
    '--no-cache-dir',
    ...target,
    '-d',
    folder,
    '-r',
    pinned,
  ];
  const { code, output } = await run(venvPython(root), pip, { cwd: root, env: { ...env, TMPDIR: temporary } });
  if (code !== 0) throw explain('pip download', output);
  return join(folder, /** @type {string} */ (readdirSync(folder).find((name) => name.endsWith('.whl'))));
}

/**
 * The compiler's arguments for an addon of Node that calls TensorFlow, but for its files.
 *
 * @param {string} root
 * @param {string} part where TensorFlow is
 */
export function addonArguments(root, part) {
  const isMac = process.platform === 'darwin';
  const libraries = readdirSync(join(part, 'deps', 'lib')).map((name) => join(part, 'deps', 'lib', name));
  const headers = [join(part, 'deps', 'include'), join(root, 'node_modules', 'node-api-headers', 'include')];
  return [
    ...[
      '-O2',
      '-fPIC',
      '-std=c++17',
      '-DNAPI_VERSION=8',
      ...(isMac ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']),
    ],
    ...headers.flatMap((folder) => ['-I', folder]),
    ...libraries,
    `-Wl,-rpath,${isMac ? '@loader_path' : '$ORIGIN'}/../../deps/lib`,
  ];
}

/**
 * @param {import('./ways.mjs').Way} way
 * @param {import('./step.mjs').Context} context
 * @param {import('./progress.mjs').Voice} voice
 */
export async function buildFromWheel({ name, packageName }, { root, env }, { tell }) {
  const { wheel, cxx } = requirements(env);
  requireSpace('TensorFlow', NEEDED, freeBytes(root));
  const folder = join(root, '.engine', 'download');
  const file = await download(root, folder, env, wheel, tell);

  const part = newPart(root, name);
  tell('unpacking TensorFlow', () => `${Math.round(folderBytes(part) / 1e6)} MB`);
  const unpacked = await run(venvPython(root), [UNPACK, file, join(part, 'deps')], { cwd: root, env });
  if (unpacked.code !== 0) throw explain('unpacking TensorFlow', unpacked.output);

  const source = packageFolder(root, packageName);
  mkdirSync(dirname(join(part, ADDON)), { recursive: true });
  tell('compiling the addon');
  const files = readdirSync(join(source, 'binding')).filter((file) => file.endsWith('.cc'));
  const names = files.map((file) => join('binding', file));
  const compilation = [...names, '-I', '.', ...addonArguments(root, part), '-o', join(part, ADDON)];
  const compiled = await run(cxx, compilation, { cwd: source, env });
  if (compiled.code !== 0) throw explain(cxx, compiled.output);
  finishPart(root, name);
  rmSync(folder, { recursive: true, force: true });
}
