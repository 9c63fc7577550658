import { createRequire } from 'node:module';
import { setWebgpuKernels } from './kernels/webgpu';
import { tf } from './tf';

/** What the npm package `webgpu` exports: Dawn, the implementation of WebGPU in Chromium. */
interface Dawn {
  create: (options: string[]) => { requestAdapter(): Promise<Adapter | null> };
  globals: object;
}
interface Adapter {
  info: { vendor: string; architecture: string; description: string };
}

const BACKEND = '@tensorflow/tfjs-backend-webgpu';

/**
 * Starts tfjs's WebGPU engine on Dawn: for a GPU without CUDA. Its tensors can be read asynchronously only.
 *
 * @returns what runs, with its version
 * @throws Error when a package is not there, or Dawn finds no GPU
 */
export async function startWebgpu(): Promise<string> {
  const require = createRequire(__filename);
  const load = (name: string): unknown => require(require.resolve(name, { paths: [__dirname, process.cwd()] }));
  const { create, globals } = load('webgpu') as Dawn;
  const gpu = create([]);
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('Dawn finds no GPU that it can use');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  load(BACKEND);
  setWebgpuKernels();
  const { version } = load(`${BACKEND}/package.json`) as { version: string };
  if (!(await tf.setBackend('webgpu'))) throw new Error('tfjs finds no device in it (it has printed why)');
  const { description, vendor, architecture } = adapter.info;
  return `tfjs-backend-webgpu ${version} on ${description || `${vendor} ${architecture}`}`;
}
