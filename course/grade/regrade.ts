import { readJournal, keyOf } from './journal';
import { penaltyOf, type LatePolicy } from './late';
import { rounded, type NotebookGrade } from './result';
import type { Submission } from './submissions';

/** What an earlier run gave, of which one exercise is graded anew. */
export class Earlier {
  private readonly grades: ReadonlyMap<string, NotebookGrade>;

  /** @param from the --out of that run @throws Error when there is none */
  constructor(
    private readonly from: string,
    private readonly exercise: string,
    private readonly late: LatePolicy,
  ) {
    this.grades = new Map(readJournal(from).map((g) => [keyOf(g), g]));
    if (this.grades.size === 0) throw new Error(`${from}: there is no run to take the other exercises from.`);
  }

  /** The notebooks that the exercise is not in: their grades stay as they are. */
  untouched(): NotebookGrade[] {
    return [...this.grades.values()].filter((g) => g.exercises.every((e) => e.id !== this.exercise));
  }

  /** @throws Error when the earlier run has no grade for one of these */
  requireAll(submissions: readonly Submission[]): void {
    const unknown = submissions.find((s) => !this.grades.has(keyOf(s)));
    if (unknown !== undefined) {
      throw new Error(`${this.from}: it has no grade for ${keyOf(unknown)}. Grade without --exercise.`);
    }
  }

  /**
   * The earlier grade with the exercise as it was graded now.
   * @throws Error when another file was graded then
   */
  with(fresh: NotebookGrade): NotebookGrade {
    const old = this.grades.get(keyOf(fresh))!;
    if (old.sha256 !== fresh.sha256) {
      throw new Error(`${keyOf(fresh)} was handed in anew since ${this.from}. Grade without --exercise.`);
    }
    const anew = fresh.exercises.find((e) => e.id === this.exercise)!;
    const exercises = old.exercises.map((e) => (e.id === this.exercise ? anew : e));
    const rawScore = rounded(exercises.reduce((sum, e) => sum + e.points, 0));
    const latePenalty = rounded(penaltyOf(this.late, old.submitted, rawScore));
    const maxScore = rounded(exercises.reduce((sum, e) => sum + e.maxPoints, 0));
    const failure = fresh.failure ?? old.failure;
    return {
      ...old,
      ...(failure === undefined ? {} : { failure }),
      ...{ course: fresh.course, wall: fresh.wall, exercises },
      ...{ rawScore, latePenalty, score: rounded(rawScore - latePenalty), maxScore },
    };
  }
}
