import { keepRandom, seed } from 'saddlepoint';
import { difference, type Tolerance } from './compare';
import { read } from './data';
import type { Exercise, Functions, Mistake } from './exercise';
import { here } from './remote';
import { inTime, TIME_LIMIT_S, withoutLeaks } from './run';

/** Float32 on one engine or another; mistakes lie much further apart. */
const SAME: Tolerance = { absolute: 1e-5, relative: 1e-4 };

/** What an exercise's probe gives for these functions, on the same draws every time; undefined when it throws. */
export async function probe(e: Exercise, functions: Functions): Promise<unknown> {
  const draw = async (): Promise<unknown> => {
    seed(0);
    return read(await e.probe(here(e, functions)));
  };
  try {
    return await keepRandom(() => withoutLeaks(() => inTime(draw, TIME_LIMIT_S)));
  } catch {
    return undefined;
  }
}

/** Whether two results of a probe are the same, but for rounding. */
export const sameProbe = (a: unknown, b: unknown): boolean =>
  a !== undefined && b !== undefined && difference(a, b, SAME) === null;

/** The planted mistake that gives on the exercise's probe what these functions give. */
export async function recognise(e: Exercise, functions: Functions): Promise<Mistake<Functions> | undefined> {
  const answer = await probe(e, functions);
  for (const mistake of answer === undefined ? [] : e.mistakes) {
    if (sameProbe(await probe(e, mistake.functions), answer)) return mistake;
  }
  return undefined;
}
