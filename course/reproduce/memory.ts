import { readJSON, storeJSON } from './files';

interface Remembered {
  /** spent so far, over all sessions */
  seconds: number;
  results: Record<string, unknown>;
}

/** What a run that may be interrupted has found so far. */
export class Memory {
  private readonly start = performance.now();

  private constructor(
    private readonly path: string,
    private readonly before: Remembered,
  ) {}

  static async open(path: string): Promise<Memory> {
    return new Memory(path, (await readJSON<Remembered>(path)) ?? { seconds: 0, results: {} });
  }

  /** Over all sessions, this one included. */
  get seconds(): number {
    return this.before.seconds + (performance.now() - this.start) / 1000;
  }

  /** The result of this name, found now or in an earlier session. */
  async once<T>(name: string, f: () => Promise<T>): Promise<T> {
    const { results } = this.before;
    if (!(name in results)) {
      results[name] = await f();
      await this.save();
    }
    return results[name] as T;
  }

  save(): Promise<void> {
    return storeJSON(this.path, { seconds: this.seconds, results: this.before.results });
  }
}
