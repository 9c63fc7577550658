import type { Course } from './assignment';
import type { LatePolicy } from './late';
import type { NotebookGrade, WallName } from './result';
import type { Submission } from './submissions';

/** What decides grades beside the submissions and the course; the same for a whole run. */
export interface Settings {
  assignments: readonly string[];
  course: Course;
  wall: WallName;
  late: LatePolicy;
  /** seconds for one call of a student's function, and for one notebook */
  callLimit: number;
  timeLimit: number;
  /** bytes for a student's process */
  memory: number;
}

/** From the run to one of its examiners: first how to grade, then one submission after the other. */
export type Task = { settings: Settings } | { submission: Submission };

/** What an examiner is at. While it compiles, it is at the mercy of a student's types. */
export type Stage = 'compiling' | 'testing';

/** From an examiner. `broken`: this machine cannot go on (a file that cannot be read); `failed`: a fault of ours. */
export type Report = { stage: Stage } | { graded: NotebookGrade } | { broken: string } | { failed: string };
