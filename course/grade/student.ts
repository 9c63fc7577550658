import { randomState, seed } from 'saddlepoint';
import { functionNames, type Exercise, type Functions, type Remote, type RemoteFunction } from '../check/exercise';
import { messageOf } from '../check/run';
import type { Unit } from '../release/units';
import { encode } from './child/wire';
import { Ended, type Ward } from './ward';

/** What came of loading an exercise's cell. */
export type Loaded = { functions: readonly string[] } | { failed: Ended | string };

/** How long a student's functions may take. */
export interface Time {
  /** seconds for one call, and for loading one cell */
  call: number;
  /** when all must be over, in milliseconds of `Date.now` */
  until: number;
}

/**
 * A student's functions behind the wall. A process that ends is replaced by a fresh one, in which all that was loaded
 * is loaded again, so that an endless loop in one exercise costs no points in another.
 */
export class Student {
  private ward: Ward | undefined;
  private readonly loaded: Unit[] = [];
  private broken: unknown;

  constructor(
    private readonly start: () => Promise<Ward>,
    private readonly time: Time,
  ) {}

  /** Loads the units in their order and says what came of each exercise's. */
  async load(units: readonly Unit[]): Promise<Map<string, Loaded>> {
    const outcomes = new Map<string, Loaded>();
    for (const unit of units) {
      const outcome = unit.error === undefined ? await this.loadOne(unit) : { failed: unit.error };
      if ('functions' in outcome) this.loaded.push(unit);
      if (unit.id !== undefined) outcomes.set(unit.id, outcome);
    }
    return outcomes;
  }

  private async loadOne(unit: Unit): Promise<Loaded> {
    try {
      return { functions: await ask(await this.alive(), unit, this.seconds()) };
    } catch (error) {
      return { failed: error instanceof Ended ? error : messageOf(error) };
    }
  }

  /** An exercise's functions as its tests call them. */
  remote(e: Exercise, names: readonly string[] = functionNames(e)): Remote<Functions> {
    return Object.fromEntries(names.map((name) => [name, this.function(e.id, name)]));
  }

  private function(exercise: string, name: string): RemoteFunction<never[], unknown> {
    const call = async (args: unknown[], gradient: boolean): Promise<unknown> => {
      const random = randomState();
      // As in check/remote.ts: what a test draws next does not depend on how much the function drew.
      seed(Math.floor(Math.random() * 2 ** 32));
      const sent = await Promise.all(args.map((a) => encode(a)));
      const ward = await this.alive();
      return ward.ask({ do: 'call', exercise, name, gradient, args: sent, random }, this.seconds());
    };
    return Object.assign((...args: unknown[]) => call(args, false), {
      gradient: (...args: unknown[]) => call(args, true),
    }) as RemoteFunction<never[], unknown>;
  }

  /** @throws Ended when the time for the whole notebook is over */
  private seconds(): number {
    const left = (this.time.until - Date.now()) / 1000;
    if (left <= 0) throw new Ended('timed out', 'the time for the whole notebook was over');
    return Math.min(this.time.call, left);
  }

  private async alive(): Promise<Ward> {
    if (this.ward !== undefined && this.ward.ended === undefined) return this.ward;
    this.seconds();
    this.ward = await this.start().catch((error: unknown) => {
      this.broken = error;
      throw error;
    });
    for (const unit of this.loaded) await ask(this.ward, unit, this.seconds()).catch(() => undefined);
    return this.ward;
  }

  /** A test takes whatever is thrown for a wrong answer. @throws what kept a process from starting, if anything did */
  requireStarted(): void {
    if (this.broken !== undefined) throw this.broken as Error;
  }

  /** Ends the process. */
  end(): void {
    this.ward?.kill();
  }
}

async function ask(ward: Ward, { id, code }: Unit, seconds: number): Promise<readonly string[]> {
  const names = await ward.ask({ do: 'load', code, ...(id === undefined ? {} : { exercise: id }) }, seconds);
  return Array.isArray(names) ? names.filter((n): n is string => typeof n === 'string') : [];
}
