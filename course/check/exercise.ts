import type { tf } from 'saddlepoint';

/** What a student hands in for one exercise: functions under the names that the stub gave them. */
export type Functions = Record<string, (...args: never[]) => unknown>;

/**
 * A student's function as a test sees it: always asynchronous, since a grader calls it in another process. Its
 * arguments and its result are data: numbers, strings, booleans, null, undefined, tensors, typed arrays, and arrays
 * and plain records of these. What is no data (a network, an optimizer, a callback) is the business of a harness.
 * A call draws from the random numbers that its test stands at; afterwards the test stands elsewhere.
 */
export interface RemoteFunction<A extends unknown[], R> {
  (...args: A): Promise<Awaited<R>>;
  /** The gradients of the function's scalar with respect to each of its tensor arguments, in their order. */
  gradient(...args: A): Promise<tf.Tensor[]>;
}

/** All functions of an exercise as its tests see them. */
export type Remote<F extends Functions> = {
  readonly [K in keyof F]: RemoteFunction<Parameters<F[K]>, ReturnType<F[K]>>;
};

/** One fact that a right answer has. `run` throws (`expectClose`, chai's `expect`) when the fact does not hold. */
export interface Test<H extends Functions> {
  /** The fact, as a student reads it: "each row sums to 1" */
  readonly name: string;
  /** share of the exercise's points, relative to its other tests; 1 unless said */
  readonly weight?: number;
  /** A hidden test counts when graded and is never shown to a student. */
  readonly hidden?: boolean;
  run(student: Remote<H>): Promise<void>;
}

/** A wrong answer that people really give: it must fail, and whoever gives it reads the hint. */
export interface Mistake<F extends Functions> {
  readonly name: string;
  readonly hint: string;
  /** every function of the exercise, the one with the mistake and the others right */
  readonly functions: F;
}

/**
 * An exercise: a right answer passes every test, each planted mistake fails at least one. `F` are the functions that
 * the student writes, `H` those that the tests call: the same, unless a harness stands between.
 */
export interface Exercise<F extends Functions = Functions, H extends Functions = F> {
  /** "04.1": notebook and number; also the grade_id of its cell */
  readonly id: string;
  readonly title: string;
  readonly points: number;
  /**
   * Turns functions that take networks, optimizers or callbacks into functions of data. It runs beside the student's
   * functions, away from the tests, so it lives in a file of its own: `NN-topic.harness.ts` exports
   * `harness = { '11.3': (student) => ({ ... }) }` and imports nothing of the spec.
   */
  readonly harness?: (student: F) => H;
  readonly tests: readonly Test<H>[];
  readonly mistakes: readonly Mistake<F>[];
  /**
   * Results on inputs on which the mistakes differ from the truth and from one another. A wrong answer is recognised
   * when it gives on all of them what a planted mistake gives.
   */
  probe(student: Remote<H>): Promise<unknown>;
}

/** The exercises of one notebook. */
export interface NotebookSpec {
  /** "04-em" */
  readonly notebook: string;
  readonly exercises: readonly Exercise[];
}

/** Types one exercise by the functions it asks for: `exercise<{ f: (x: number) => number }>({ ... })`. */
export function exercise<F extends Functions, H extends Functions = F>(e: Exercise<F, H>): Exercise {
  return e as unknown as Exercise;
}

/**
 * What a spec file exports by default.
 * @param notebook "04-em", the name that the notebook, its master and its spec share
 * @throws when an id does not belong to the notebook, is given twice, or an exercise has no test or no mistake
 */
export function notebookSpec(notebook: string, exercises: readonly Exercise[]): NotebookSpec {
  const number = notebook.slice(0, 2);
  const seen = new Set<string>();
  for (const { id, tests, mistakes } of exercises) {
    const where = `Spec ${notebook}, exercise ${id}`;
    if (!new RegExp(`^${number}\\.\\d+$`).test(id))
      throw new Error(`${where}: the id must be ${number}.1, ${number}.2 ...`);
    if (seen.has(id)) throw new Error(`${where}: the id is there twice.`);
    seen.add(id);
    if (tests.length === 0) throw new Error(`${where}: it has no test.`);
    if (mistakes.length === 0) throw new Error(`${where}: it has no planted mistake.`);
  }
  return { notebook, exercises };
}

/** The names of the functions that a student writes for an exercise. */
export function functionNames(e: Exercise): string[] {
  return Object.keys(e.mistakes[0]!.functions);
}
