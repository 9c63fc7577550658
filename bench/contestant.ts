import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a process says, one JSON object a line; lines of another kind are talk. */
type Line = { ready: string } | { seconds: number };

/** A process that has built its model, and does n steps whenever it is asked to. */
export class Contestant {
  private errors = '';
  private readonly lines: AsyncIterator<string>;
  description = '';

  private constructor(
    readonly name: string,
    private readonly child: ChildProcessWithoutNullStreams,
  ) {
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.on('data', (text: Buffer) => (this.errors = (this.errors + text.toString()).slice(-2000)));
    child.stdin.on('error', () => undefined); // a child that has died is found when its answer does not come
  }

  /** @throws when the process ends before it is ready, with the end of what it wrote to its standard error */
  static async start(name: string, command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Contestant> {
    const contestant = new Contestant(name, spawn(command, args, { env: { ...process.env, ...env } }));
    const line = await contestant.next();
    if (!('ready' in line)) throw new Error(`${name} began with ${JSON.stringify(line)} in place of "ready".`);
    contestant.description = line.ready;
    return contestant;
  }

  /** Does n steps; how many seconds they took. */
  async run(n: number): Promise<number> {
    this.child.stdin.write(`${n}\n`);
    const line = await this.next();
    if (!('seconds' in line)) throw new Error(`${this.name} answered ${JSON.stringify(line)} in place of seconds.`);
    return line.seconds;
  }

  stop(): void {
    this.child.kill();
  }

  private async next(): Promise<Line> {
    for (;;) {
      const line = await this.lines.next();
      if (line.done) throw new Error(`${this.name} has ended:\n${this.errors.trim()}`);
      if (line.value.startsWith('{')) return JSON.parse(line.value) as Line;
    }
  }
}
