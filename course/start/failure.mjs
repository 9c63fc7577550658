// @ts-check

/** Something that the reader can mend: one sentence, and the remedy. Shown without a stack trace. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {string} remedy
   * @param {number} [exitCode]
   */
  constructor(message, remedy, exitCode = 1) {
    super(message);
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

const DISK_FULL = /ENOSPC|No space left on device|There is not enough space on the disk/i;
const NO_NETWORK =
  /getaddrinfo \w+ [\w.-]+|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|getaddrinfo|NewConnectionError|Failed to establish a new connection|name resolution|Network is unreachable|ConnectTimeoutError|Read timed out|ProxyError/;

/**
 * What the output of a failed command means.
 *
 * @param {string} command as the reader knows it, for example 'npm ci'
 * @param {string} output
 * @param {string} [remedy] when it is neither the disk nor the network
 */
export function explain(
  command,
  output,
  remedy = 'Start again; if it stays, paste `npm run doctor` into a bug report.',
) {
  if (DISK_FULL.test(output)) {
    return new Failure(
      `The disk became full during ${command}.`,
      'Free 3 GB, then start again; finished steps are kept.',
    );
  }
  const network = NO_NETWORK.exec(output);
  if (network) {
    return new Failure(
      `${command} could not reach the network (${network[0]}).`,
      'Check the connection (behind a proxy, set HTTPS_PROXY), then start again; finished steps are kept.',
    );
  }
  return new Failure(`${command} failed: ${reason(output)}`, remedy);
}

/** @param {string} output */
function reason(output) {
  const lines = output.split(/[\r\n]+/).filter((line) => line.trim());
  const telling = lines.filter((line) => /error|fatal|cannot|not found/i.test(line));
  return (telling.at(-1) ?? lines.at(-1) ?? 'it said nothing').trim().slice(0, 300);
}

/**
 * Shows an error as one sentence and its remedy, and sets the exit code. Only a mistake of ours shows its stack.
 *
 * @param {unknown} error
 */
export function tell(error) {
  const failure = isDiskFull(error) ? explain('the set-up', 'ENOSPC') : error;
  if (failure instanceof Failure) {
    console.error(`\n${failure.message}\nRemedy: ${failure.remedy}`);
    return failure.exitCode;
  }
  console.error('\nThis is a mistake in the set-up itself. Please report it with the output of `npm run doctor`.');
  console.error(failure);
  return 1;
}

/** @param {unknown} error */
const isDiskFull = (error) => error instanceof Error && 'code' in error && error.code === 'ENOSPC';
