/** What a student hands in for one exercise: functions under the names that the stub gave them. */
export type Functions = Record<string, (...args: never[]) => unknown>;

/** The same functions as a test sees them: always asynchronous, since a grader calls them in another process. */
export type Remote<F extends Functions> = {
  readonly [K in keyof F]: (...args: Parameters<F[K]>) => Promise<Awaited<ReturnType<F[K]>>>;
};

/** One fact that a right answer has. `run` throws (chai's `expect`) when the fact does not hold. */
export interface Test<F extends Functions> {
  readonly name: string;
  /** share of the exercise's points, relative to its other tests; 1 unless said */
  readonly weight?: number;
  /** A hidden test counts when graded and is never shown to a student. */
  readonly hidden?: boolean;
  run(student: Remote<F>): Promise<void>;
}

/** A wrong answer that people really give: it must fail, and whoever gives it reads the hint. */
export interface Mistake<F extends Functions> {
  readonly name: string;
  readonly hint: string;
  readonly functions: F;
}

/** An exercise: a right answer passes every test, each planted mistake fails at least one. */
export interface Exercise<F extends Functions = Functions> {
  /** "04.1": notebook and number */
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly tests: readonly Test<F>[];
  readonly mistakes: readonly Mistake<F>[];
  /**
   * Inputs on which the mistakes differ from the truth and from one another. A wrong answer is recognised when it
   * gives on all of them what a planted mistake gives.
   */
  probe(student: Remote<F>): Promise<unknown>;
}
