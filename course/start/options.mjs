// @ts-check
import { ENGINES } from './engine.mjs';
import { Failure } from './failure.mjs';

export const HELP = `npm start [-- OPTIONS]    prepares this machine and opens JupyterLab on notebooks/

  --no-browser      print the address and open no browser
  --port N          the port of JupyterLab (default: the first free one from 8888)
  --engine NAME     auto (default: the fastest that can be had), gpu, node, wasm or webgpu
  --check           do the whole set-up, print a report, and do not start JupyterLab
  --help            print this

npm test [-- MOCHA OPTIONS], npm run doctor`;

/** @typedef {{ browser: boolean, port: number | null, engine: string | null, check: boolean, help: boolean }} Options */

/** @param {string} message */
const wrong = (message) => new Failure(message, 'npm start -- --help lists the options.', 2);

/** @param {string} value */
function parsePort(value) {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw wrong(`--port needs a whole number from 1 to 65535, but got '${value}'.`);
}

/** @param {string} value */
export function parseEngine(value) {
  if (ENGINES.includes(value)) return /** @type {import('./step.mjs').Context['engine']} */ (value);
  throw wrong(`There is no engine '${value}'; the engines are ${ENGINES.join(', ')}.`);
}

/**
 * @param {string[]} args `--port 8899` and `--port=8899` are the same
 * @returns {Options}
 * @throws Failure with exit code 2
 */
export function parseOptions(args) {
  /** @type {Options} */
  const options = { browser: true, port: null, engine: null, check: false, help: false };
  const words = args.flatMap((arg) =>
    /^--\w+=/.test(arg) ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : [arg],
  );
  while (words.length) {
    const word = words.shift();
    if (word === '--no-browser') options.browser = false;
    else if (word === '--check') options.check = true;
    else if (word === '--help' || word === '-h') options.help = true;
    else if (word === '--port') options.port = parsePort(words.shift() ?? '');
    else if (word === '--engine') options.engine = parseEngine(words.shift() ?? '');
    else throw wrong(`There is no option '${word}'.`);
  }
  return options;
}
