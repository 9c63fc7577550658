/**
 * What grading knows of a notebook that was handed in: plain data, one JSON line of the journal each. Every file that a
 * run writes (CSV, JSON, HTML) is rendered from these lines and from nothing else.
 */
import type { Verdict } from '../check/run';

/** What came of one exercise. Only `graded` ones have points; the others say in `reason` why they have none. */
export type Status =
  | 'graded'
  | 'not written'
  /** its solution cell is not in the notebook, or not once */
  | 'missing'
  | 'does not compile'
  /** the cell threw or ended the process while it was loaded, or does not declare what the exercise asks for */
  | 'does not load'
  | 'timed out'
  | 'out of memory'
  | 'crashed'
  /** the whole notebook cannot be read, or the grader itself failed */
  | 'not graded';

export interface ExerciseGrade {
  /** "04.1" */
  readonly id: string;
  readonly title: string;
  /** a share of maxPoints, by the weights of the tests that passed */
  readonly points: number;
  readonly maxPoints: number;
  readonly status: Status;
  /** one a test, in the spec's order; empty where no test could run */
  readonly verdicts: readonly Verdict[];
  /** the planted mistake that the answer equals */
  readonly hint?: { readonly name: string; readonly hint: string };
  /** "line 3: Type 'string' is not assignable to type 'number'." */
  readonly compileErrors: readonly string[];
  /** why it has no points, or lost those of some tests to the wall; one sentence for the student */
  readonly reason?: string;
}

/** A cell that is graded by hand. */
export interface ManualQuestion {
  readonly grade_id: string;
  readonly maxPoints: number;
  /** Markdown, as the student wrote it; empty where the cell is gone or was left as it was */
  readonly answer: string;
  /** what an instructor gave for it, and wrote about it */
  readonly points?: number;
  readonly comment?: string;
}

/** Which wall stood between a submission and the machine. */
export type WallName = 'bubblewrap' | 'node-permission';

/** What came of one notebook of one student. */
export interface NotebookGrade {
  readonly student: string;
  /** "04-em" */
  readonly notebook: string;
  /** ISO 8601, where the submission says when it was handed in */
  readonly submitted?: string;
  /** sha256 of the file that was graded */
  readonly sha256: string;
  /** version of the course: package version and a hash of the spec and the master */
  readonly course: string;
  readonly wall: WallName;
  readonly exercises: readonly ExerciseGrade[];
  /** what is odd about the notebook: cells missing, there twice, moved, edited though locked, foreign */
  readonly findings: readonly string[];
  readonly manual: readonly ManualQuestion[];
  /** sum of the exercises' points; without the questions that are graded by hand */
  readonly rawScore: number;
  /** points taken off for lateness */
  readonly latePenalty: number;
  /** rawScore - latePenalty */
  readonly score: number;
  /** of the exercises; without the questions that are graded by hand */
  readonly maxScore: number;
  /** why nothing of it could be graded: the file is damaged, or the grader failed; `ours` tells which */
  readonly failure?: { readonly reason: string; readonly ours: boolean };
}

/** A grade's number as people write it: two places at most. */
export const rounded = (points: number): number => Math.round(points * 100) / 100;
