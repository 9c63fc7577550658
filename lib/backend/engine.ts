import { createRequire } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import * as util from 'node:util';
import { tf } from './tf';
import { startWasm } from './wasm';

export type EngineName = 'gpu' | 'node' | 'wasm';

/** The engine that runs tfjs in this process. */
export interface EngineInfo {
  name: EngineName;
  /** What runs the kernels, with versions. */
  description: string;
}
type Start = () => Promise<string>;
const engines: Record<EngineName, Start> = {
  gpu: () => startNative('@tensorflow/tfjs-node-gpu'),
  node: () => startNative('@tensorflow/tfjs-node'),
  wasm: startWasm,
};
const names = Object.keys(engines) as EngineName[];

interface NativePackage {
  version: Record<string, string>;
}
interface NativeBackend {
  binding: { TF_Version: string };
  isUsingGpuDevice: boolean;
}

let asked: EngineName | 'auto' | undefined;
let choice: Promise<EngineInfo> | undefined;
let running: EngineInfo | undefined;

/** Loads tfjs-node or tfjs-node-gpu from beside this library or from the working folder. */
async function startNative(name: string): Promise<string> {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'; // TensorFlow's C++ tells about its CPU on stderr otherwise
  // Node 23 took these two away; tfjs-node 4.22 still calls them (tensorflow/tfjs issue 8609).
  const legacy = util as unknown as Record<string, unknown>;
  legacy['isArray'] ??= Array.isArray;
  legacy['isNullOrUndefined'] ??= (x: unknown) => x === null || x === undefined;
  const require = createRequire(__filename);
  const file = require.resolve(name, { paths: [__dirname, process.cwd()] });
  const native = require(file) as NativePackage;
  await tf.ready();
  const backend = tf.backend() as unknown as NativeBackend;
  if (name.endsWith('gpu') && !backend.isUsingGpuDevice) throw new Error('it found no GPU that it can use');
  return `TensorFlow ${backend.binding.TF_Version} through ${path.basename(name)} ${native.version['tfjs-node']!}`;
}

const cores = () => `${os.availableParallelism()} core${os.availableParallelism() > 1 ? 's' : ''}`;
const firstLine = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0]!;

async function choose(wanted: EngineName | 'auto'): Promise<EngineInfo> {
  const missed: string[] = [];
  for (const name of wanted === 'auto' ? names : [wanted]) {
    try {
      const description = `${await engines[name]()}, ${cores()}`;
      console.log(`saddlepoint: engine ${name} (${description})${missed.map((why) => `; ${why}`).join('')}`);
      return { name, description };
    } catch (error) {
      missed.push(`no ${name}: ${firstLine(error)}`);
    }
  }
  throw new Error(`ready('${wanted}'): ${missed.join('; ')}. Prepare it with: npm start -- --engine ${wanted}`);
}

/**
 * Picks the engine that runs tfjs, once for the process, prints one line that says which and why, and gives its name.
 */
export async function ready(engine?: EngineName | 'auto'): Promise<EngineName> {
  const wanted = engine ?? (process.env['SADDLEPOINT_ENGINE'] as EngineName | undefined) ?? asked ?? 'auto';
  if (wanted !== 'auto' && !names.includes(wanted)) {
    throw new Error(`There is no engine '${wanted as string}'; the engines are auto, ${names.join(', ')}.`);
  }
  asked ??= wanted;
  choice ??= choose(wanted).then((info) => (running = info));
  return (await choice).name;
}

/**
 * The engine that ready() picked.
 *
 * @throws Error before ready() has resolved
 */
export function engine(): EngineInfo {
  if (!running) throw new Error('No engine runs yet: write `await ready();` first.');
  return running;
}
