import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { CHANNEL, HELLO, type Call, type Load } from './child/messages';
import { decode, LIMITS, WireError, type Wire } from './child/wire';
import { CannotGoOn } from './intake';
import { Lines } from './lines';
import { CHILD, visibleFiles, type Limits, type Wall } from './wall/wall';

/** Why a student's process is no more. */
export type Ending = 'timed out' | 'out of memory' | 'crashed';

/** What a call throws whose process ended before it answered. */
export class Ended extends Error {
  constructor(
    readonly ending: Ending,
    message: string,
  ) {
    super(message);
  }
}

interface Waiting {
  resolve: (value: Wire) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

const START_LIMIT_S = 60;

/** How V8 ends a process that has no memory left: by SIGABRT, SIGTRAP or SIGILL, or those numbers and 128. */
const NO_MEMORY: readonly unknown[] = ['SIGABRT', 'SIGTRAP', 'SIGILL', 134, 133, 132];
const NO_TIME: readonly unknown[] = ['SIGXCPU', 128 + 24];

/** A student's process behind a wall, as the grader sees it. Its answers are data, and none of them is trusted. */
export class Ward {
  private readonly waiting = new Map<string, Waiting>();
  private readonly channel: Duplex;
  private stderr = '';
  /** set once the process has ended, or must */
  ended: Ended | undefined;

  private constructor(private readonly process: ChildProcess) {
    this.channel = process.stdio[CHANNEL] as Duplex;
    const lines = new Lines(LIMITS.bytes, (line) => {
      this.receive(line);
    });
    this.channel.on('data', (chunk: Buffer) => {
      if (this.ended === undefined && !lines.add(chunk)) this.end('crashed', 'its answer was larger than 32 MB');
    });
    this.channel.on('error', () => undefined); // the exit says more
    process.stderr!.on('data', (chunk: Buffer) => (this.stderr = (this.stderr + String(chunk)).slice(-2000)));
    process.on('error', (error) => {
      this.end('crashed', error.message);
    });
    process.on('exit', (code, signal) => {
      this.end(...cause(signal ?? code));
    });
  }

  /**
   * Starts a process that has loaded nothing of a student's yet.
   * @param harness the file of the notebook's harness, if it has one
   * @throws CannotGoOn with what the process said, when it does not start
   */
  static async start(wall: Wall, harness: string | undefined, limits: Limits): Promise<Ward> {
    const args = harness === undefined ? [] : [harness];
    const { file, args: all, env, uid } = wall.command(CHILD, args, visibleFiles(harness), limits);
    const who = uid === undefined ? {} : { uid, gid: uid };
    const stdio = ['ignore', 'ignore', 'pipe', 'pipe'] as const;
    const ward = new Ward(spawn(file, all, { env, stdio: [...stdio], detached: true, cwd: '/', ...who }));
    try {
      await ward.wait(HELLO, START_LIMIT_S);
      return ward;
    } catch (error) {
      ward.kill();
      throw new CannotGoOn(`The ${wall.name} wall does not stand: ${ward.stderr.trim() || (error as Error).message}`);
    }
  }

  /** Asks, and waits at most `seconds`. @throws Ended, or the error that the student's function threw */
  async ask(what: Load | Call, seconds: number): Promise<unknown> {
    if (this.ended !== undefined) throw this.ended;
    // Nobody can answer before the question is asked: its name is drawn only now.
    const id = randomBytes(12).toString('base64');
    const answer = this.wait(id, seconds);
    this.channel.write(`${JSON.stringify({ id, ...what })}\n`);
    try {
      return decode(await answer);
    } catch (error) {
      throw error instanceof WireError ? new TypeError(`its answer cannot be read: ${error.message}`) : error;
    }
  }

  /** Ends the process and all that it has started. */
  kill(): void {
    this.end('crashed', 'the grader ended it');
  }

  private wait(id: string, seconds: number): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.end('timed out', `no answer after ${Math.round(seconds)} s`);
      }, seconds * 1000);
      this.waiting.set(id, { resolve, reject, timer });
    });
  }

  private receive(line: string): void {
    const answer = parsed(line);
    const waiting = answer === undefined ? undefined : this.waiting.get(answer.id);
    if (answer === undefined || waiting === undefined) {
      this.end('crashed', "it wrote on the grader's channel, which answers no question");
      return;
    }
    this.waiting.delete(answer.id);
    clearTimeout(waiting.timer);
    if (answer.error === undefined) waiting.resolve(answer.value);
    else waiting.reject(answer.error);
  }

  private end(ending: Ending, why: string): void {
    if (this.ended !== undefined) return;
    const ended = new Ended(ending, why);
    this.ended = ended;
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(ended);
    }
    this.waiting.clear();
    this.channel.destroy();
    killGroup(this.process.pid);
  }
}

function cause(how: number | string | null): [Ending, string] {
  if (NO_MEMORY.includes(how)) return ['out of memory', 'it used more memory than there is for it'];
  if (NO_TIME.includes(how)) return ['timed out', 'it computed for longer than there is time for it'];
  return [
    'crashed',
    typeof how === 'number' ? `it ended its process (exit code ${how})` : `it was ended by ${how ?? 'nobody'}`,
  ];
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** An answer, if this is one. */
function parsed(line: string): { id: string; value: Wire; error?: Error } | undefined {
  try {
    const { id, value, error } = JSON.parse(line) as Record<string, unknown>;
    if (typeof id !== 'string') return undefined;
    return error === undefined ? { id, value: value as Wire } : { id, value: null, error: thrown(error) };
  } catch {
    return undefined;
  }
}

/** What the student's function threw, as an error of ours with its words. */
function thrown(sent: unknown): Error {
  const { name, message } = Object(sent) as Record<string, unknown>;
  const error = new Error(typeof message === 'string' ? message.slice(0, 1000) : 'something was thrown');
  error.name = typeof name === 'string' && /^\w{1,60}$/.test(name) ? name : 'Error';
  return error;
}
