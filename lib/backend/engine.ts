import * as os from 'node:os';
import { startNative } from './native';
import { startWasm } from './wasm';

export type EngineName = 'gpu' | 'node' | 'wasm';

/** The engine that runs tfjs in this process. */
export interface EngineInfo {
  name: EngineName;
  /** What runs the kernels, with versions. */
  description: string;
}
type Start = () => string | Promise<string>;
const engines: Record<EngineName, Start> = {
  gpu: () => startNative('@tensorflow/tfjs-node-gpu'),
  node: () => startNative('@tensorflow/tfjs-node'),
  wasm: startWasm,
};
const names = Object.keys(engines) as EngineName[];

let asked: EngineName | 'auto' | undefined;
let choice: Promise<EngineInfo> | undefined;
let running: EngineInfo | undefined;

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
