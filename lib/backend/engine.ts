import * as os from 'node:os';
import { startNative } from './native';
import { startWasm } from './wasm';
import { startWebgpu } from './webgpu';

/**
 * gpu: TensorFlow on an NVIDIA GPU; node: TensorFlow on the CPU; wasm: WebAssembly, which comes with the package;
 * webgpu: another GPU, through Dawn, only where it is asked for.
 */
export type EngineName = 'gpu' | 'node' | 'wasm' | 'webgpu';

/** The engine that runs tfjs in this process. */
export interface EngineInfo {
  name: EngineName;
  /** What runs the kernels, with versions. */
  description: string;
}

const cores = os.availableParallelism();
const ofCores = cores === 1 ? '1 core' : `${cores} cores`;

/** How to start each engine, best first; gives its description or throws why not. */
const engines: Record<EngineName, () => Promise<string>> = {
  gpu: () => startNative('@tensorflow/tfjs-node-gpu'),
  node: async () => `${await startNative('@tensorflow/tfjs-node')}, ${ofCores}`,
  wasm: async () => `${await startWasm()} on ${ofCores}`,
  webgpu: startWebgpu,
};
const names = Object.keys(engines) as EngineName[];
/** Those that ready() takes unasked: tensors of webgpu cannot be read at once, and much code reads them so. */
const unasked = names.filter((name) => name !== 'webgpu');

let choice: Promise<EngineInfo> | undefined;
let running: EngineInfo | undefined;

/** The first sentence of an error, for a line of our own. */
const firstLine = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.trim().replace(/\.$/, '');

/** Node's code for a package that is not there. */
const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND';

/** The packages that engines need and the library does not bring along. */
const packages: Partial<Record<EngineName, string>> = {
  gpu: '@tensorflow/tfjs-node-gpu',
  node: '@tensorflow/tfjs-node',
  webgpu: 'webgpu or @tensorflow/tfjs-backend-webgpu',
};

const whyNot = (name: EngineName, error: unknown) =>
  isAbsent(error) ? `${packages[name] ?? name} is not installed` : firstLine(error);

async function start(name: EngineName, missed: string[]): Promise<EngineInfo> {
  const description = await engines[name]();
  console.log([`saddlepoint: engine ${name} (${description})`, ...missed].join('; '));
  return { name, description };
}

async function startBest(): Promise<EngineInfo> {
  const missed: string[] = [];
  for (const name of unasked) {
    try {
      return await start(name, missed);
    } catch (error) {
      // Most machines have no GPU, and want to hear nothing of it.
      if (name === 'gpu' && isAbsent(error)) continue;
      missed.push(`not ${name}: ${whyNot(name, error)}`);
    }
  }
  throw new Error(`No engine starts here: ${missed.join('; ')}.`);
}

async function startAsked(name: EngineName): Promise<EngineInfo> {
  try {
    return await start(name, []);
  } catch (error) {
    throw new Error(
      `The engine '${name}' does not start: ${whyNot(name, error)}. ` +
        `Prepare it with \`npm start -- --engine ${name}\`, or let ready('auto') take the best that there is.`,
      { cause: error },
    );
  }
}

/** What the caller or the environment asks for; undefined when neither does. */
function asked(engine: string | undefined): EngineName | 'auto' | undefined {
  const fromEnvironment = process.env['SADDLEPOINT_ENGINE'] || undefined;
  const wanted = engine ?? fromEnvironment;
  if (wanted === undefined || wanted === 'auto' || names.includes(wanted as EngineName)) {
    return wanted as EngineName | 'auto' | undefined;
  }
  const origin = engine === undefined ? ' (from SADDLEPOINT_ENGINE)' : '';
  throw new Error(`There is no engine '${wanted}'${origin}: write one of auto, ${names.join(', ')}.`);
}

/**
 * Picks the engine that runs tfjs, once for the process, and prints one line that says which it is and, where a better
 * one was to be had, why not that. Every later call gives the same answer at once.
 *
 * @param engine which engine; by default what the environment variable SADDLEPOINT_ENGINE names, else 'auto', the best
 *   that starts: gpu, then node, then wasm. wasm takes a thread a core, or as many as SADDLEPOINT_THREADS says
 * @returns the engine's name
 * @throws Error when there is no such engine, when it does not start here, or when the process already runs another
 */
export async function ready(engine?: EngineName | 'auto'): Promise<EngineName> {
  const wanted = asked(engine) ?? 'auto';
  choice ??= wanted === 'auto' ? startBest() : startAsked(wanted);
  try {
    running = await choice;
  } catch (error) {
    choice = undefined; // another try may ask for another engine
    throw error;
  }
  if (engine !== undefined && wanted !== 'auto' && wanted !== running.name) {
    throw new Error(
      `ready('${wanted}') came too late: this process runs on ${running.name}, and an engine is for good. ` +
        `Restart the kernel and write ready('${wanted}') first.`,
    );
  }
  return running.name;
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
