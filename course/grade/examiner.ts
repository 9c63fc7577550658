/**
 * A process that grades one submission after the other: it runs the specs and the compiler, and keeps students'
 * functions in processes of their own. As many of these run at once as `--jobs` says.
 */
import { ready } from 'saddlepoint';
import { loadAssignment, type Assignment } from './assignment';
import { Compiler } from './compile';
import { grade, type Means } from './grade';
import { CannotGoOn } from './intake';
import type { Report, Settings, Task } from './messages';
import type { Submission } from './submissions';
import { WALLS } from './wall/choose';
import { Ward } from './ward';

/** Starting takes longer than computing that has to be waited for. */
const CPU_MARGIN_S = 30;

class Examiner {
  private readonly assignments = new Map<string, Assignment>();
  private readonly spare = new Map<string, Promise<Ward>>();
  private readonly compiler = new Compiler();

  constructor(private readonly settings: Settings) {}

  async grade(submission: Submission): Promise<Report> {
    try {
      await ready('wasm');
      const assignment = this.assignment(submission.notebook);
      return { graded: await grade(submission, assignment, this.means(assignment)) };
    } catch (error) {
      const { message } = error as Error;
      return error instanceof CannotGoOn ? { broken: message } : { failed: message };
    }
  }

  private assignment(notebook: string): Assignment {
    const known = this.assignments.get(notebook) ?? loadAssignment(notebook, this.settings.course);
    this.assignments.set(notebook, known);
    return known;
  }

  private means(a: Assignment): Means {
    const { wall, callLimit, timeLimit, late } = this.settings;
    void this.prepare(a);
    const startWard = (): Promise<Ward> => this.take(a);
    return { compiler: this.compiler, wall, callLimit, timeLimit, late, startWard, stage: (stage) => say({ stage }) };
  }

  /** A process that has started already, while something else was done. */
  private async take(a: Assignment): Promise<Ward> {
    const ward = await this.prepare(a);
    this.spare.delete(a.notebook);
    return ward.ended === undefined ? ward : this.start(a);
  }

  private prepare(a: Assignment): Promise<Ward> {
    const spare = this.spare.get(a.notebook) ?? this.start(a);
    void spare.catch(() => undefined); // whoever takes it hears of it
    this.spare.set(a.notebook, spare);
    return spare;
  }

  private start({ harness }: Assignment): Promise<Ward> {
    const { wall, memory, timeLimit } = this.settings;
    return Ward.start(WALLS[wall], harness, { memory, cpu: timeLimit + CPU_MARGIN_S });
  }
}

const say = (report: Report): Promise<void> =>
  new Promise((done) => {
    process.send!(report, undefined, undefined, () => {
      done();
    });
  });

console.log = () => undefined; // the engine's greeting
let examiner: Examiner | undefined;
process.on('message', (task: Task) => {
  if ('settings' in task) examiner = new Examiner(task.settings);
  else void examiner!.grade(task.submission).then(say);
});
process.on('disconnect', () => process.exit(0));
