import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { BackendWasm, setThreadsCount } from '@tensorflow/tfjs-backend-wasm';

/*
 * tfjs ships its WebAssembly module with threads, XNNPACK's, for browsers only (tensorflow/tfjs issue 3830): it asks for
 * its workers at a URL that Node does not take. Started from here, it has them in Node. Threads share out the numbers
 * that a kernel computes, never the sum that one of them is: any number of threads gives the same bits.
 */
const NAME = '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd';
const load = createRequire(__filename);

/** The part of it that we need: Node has it, and its types leave it to the browser's. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  Instance: new (binary: object, imports: object) => { exports: object };
};

/** Emscripten's pool of threads. */
interface Pool {
  unusedWorkers: Worker[];
  runningWorkers: Worker[];
  initMainThread(): void;
}

/** What Emscripten makes of its settings: the same object, with the module's functions. */
interface Module {
  PThread: Pool;
  cwrap(name: string, returns: 'number' | null, takes: 'number'[]): unknown;
}
type Receive = (instance: object, binary: object) => void;

/** A thread, as Emscripten wrote it; without the options of our own command line, such as --require. */
function startWorker(): Worker {
  const { wasmWorkerContents } = load(`${NAME}.worker.js`) as { wasmWorkerContents: string };
  // The script came into this string without a care for its own "\n".
  return new Worker(wasmWorkerContents.replaceAll('\n', '\\n'), { eval: true, execArgv: [] });
}

/** Settings by which Emscripten takes `threads - 1` workers of ours in place of eight of its own. */
function settings(binary: object, threads: number): object {
  let pool: Pool;
  const instantiateWasm = ({ env, ...imports }: { env: object }, receive: Receive): object => {
    const emscripten_num_logical_cores = () => 2 * threads; // the module takes one thread for every two
    const instance = new WebAssembly.Instance(binary, { ...imports, env: { ...env, emscripten_num_logical_cores } });
    receive(instance, binary);
    return instance.exports;
  };
  const PThread: PropertyDescriptor = {
    get: () => pool,
    set(made: Pool) {
      pool = made;
      pool.initMainThread = () => (pool.unusedWorkers = Array.from({ length: threads - 1 }, startWorker));
    },
  };
  return Object.defineProperty({ instantiateWasm }, 'PThread', PThread);
}

/** The functions through which tfjs's backend talks to its module, beside the kernels. */
function addBridge(module: Module) {
  const wrap = (name: string, parameters: number) =>
    module.cwrap(name, null, Array<'number'>(parameters).fill('number'));
  const tfjs = {
    init: wrap('init', 0),
    initWithThreadsCount: wrap('init_with_threads_count', 1),
    getThreadsCount: module.cwrap('get_threads_count', 'number', []),
    registerTensor: wrap('register_tensor', 3),
    disposeData: wrap('dispose_data', 1),
    dispose: wrap('dispose', 0),
  };
  return Object.assign(module, { tfjs }) as unknown as BackendWasm['wasm'];
}

/** tfjs's wasm backend on two threads or more. */
export async function threadedBackend(threads: number): Promise<BackendWasm> {
  const binary = await WebAssembly.compile(await readFile(load.resolve(`${NAME}.wasm`)));
  const createModule = load(`${NAME}.js`) as (settings: object) => Promise<Module>;
  const created = createModule(settings(binary, threads));
  Reflect.deleteProperty(globalThis, 'Worker'); // set by Emscripten; libraries take it for the sign of a browser
  const module = await created;
  setThreadsCount(threads);
  const backend = new BackendWasm(addBridge(module));
  for (const worker of module.PThread.runningWorkers) worker.unref(); // a program ends when its main thread has no more to do
  return backend;
}
