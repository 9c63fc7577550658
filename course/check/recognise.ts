import { difference, read, type Tolerance } from './compare';
import type { Exercise, Functions, Mistake } from './exercise';
import { here } from './remote';
import { inTime, TIME_LIMIT_S, withoutLeaks } from './run';

/** Float32 on one engine or another; mistakes lie much further apart. */
const SAME: Tolerance = { absolute: 1e-5, relative: 1e-4 };

/** What an exercise's probe gives for these functions, ready to compare; undefined when it throws. */
export async function probe(e: Exercise, functions: Functions): Promise<unknown> {
  try {
    return await withoutLeaks(() => inTime(async () => read(await e.probe(here(e, functions))), TIME_LIMIT_S));
  } catch {
    return undefined;
  }
}

/** The planted mistake that gives on the exercise's probe exactly what these functions give. */
export async function recognise(e: Exercise, functions: Functions): Promise<Mistake<Functions> | undefined> {
  const answer = await probe(e, functions);
  if (answer === undefined) return undefined;
  for (const mistake of e.mistakes) {
    const wrong = await probe(e, mistake.functions);
    if (wrong !== undefined && difference(wrong, answer, SAME) === null) return mistake;
  }
  return undefined;
}
