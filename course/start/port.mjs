// @ts-check
import { createServer } from 'node:net';
import { Failure } from './failure.mjs';

const DEFAULT_PORT = 8888;
const HIGHEST = 65535;

/** @param {number} port @param {string} host @returns {Promise<string | null>} the error's code */
const listenError = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? 'EUNKNOWN'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });

/**
 * Why JupyterLab could not listen on a port of localhost; null when it can.
 *
 * @param {number} port
 */
async function refusal(port) {
  const codes = [await listenError(port, '127.0.0.1'), await listenError(port, '::1')];
  return codes.find((code) => code && code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') ?? null; // no IPv6 is no refusal
}

/** @param {number} from */
async function firstFree(from) {
  for (let port = from; port <= HIGHEST; port++) if (!(await refusal(port))) return port;
  throw new Failure(`There is no free port from ${from} on.`, 'Choose a lower one: npm start -- --port 8888');
}

/**
 * @param {number | null} wanted null: the first free one from 8888 on
 * @throws Failure that names a free port when the wanted one is taken
 */
export async function choosePort(wanted) {
  if (wanted === null) return firstFree(DEFAULT_PORT);
  const code = await refusal(wanted);
  if (!code) return wanted;
  const why = code === 'EACCES' ? 'only an administrator may open it' : 'something else listens on it';
  throw new Failure(
    `Port ${wanted} is taken: ${why}.`,
    `npm start -- --port ${await firstFree(Math.max(wanted, 1023) + 1)}`,
  );
}
