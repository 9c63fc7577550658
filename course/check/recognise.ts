import { keepRandom, seed } from 'saddlepoint';
import { difference, type Tolerance } from './compare';
import { read } from './data';
import type { Exercise, Functions, Mistake, Remote } from './exercise';
import { here } from './remote';
import { inTime, TIME_LIMIT_S, withoutLeaks } from './run';

/** Float32 on one engine or another; mistakes lie much further apart. */
const SAME: Tolerance = { absolute: 1e-5, relative: 1e-4 };

/** What an exercise's probe gives for these functions, on the same draws every time; undefined when it throws. */
export const probe = (e: Exercise, functions: Functions): Promise<unknown> => probeOf(e, here(e, functions));

/** The same for functions wherever they live. */
export async function probeOf(e: Exercise, student: Remote<Functions>): Promise<unknown> {
  const draw = async (): Promise<unknown> => {
    seed(0);
    return read(await e.probe(student));
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
  return mistakeLike(e, await probe(e, functions));
}

/** The planted mistake whose probe gives this. */
export async function mistakeLike(e: Exercise, answer: unknown): Promise<Mistake<Functions> | undefined> {
  for (const mistake of answer === undefined ? [] : e.mistakes) {
    if (sameProbe(await probedOnce(e, mistake), answer)) return mistake;
  }
  return undefined;
}

const probed = new WeakMap<Mistake<Functions>, Promise<unknown>>();

/** A mistake's probe, computed once for a process: it draws the same every time. */
function probedOnce(e: Exercise, mistake: Mistake<Functions>): Promise<unknown> {
  const known = probed.get(mistake) ?? probe(e, mistake.functions);
  probed.set(mistake, known);
  return known;
}
