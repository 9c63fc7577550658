import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Report, Settings, Stage, Task } from './messages';
import type { NotebookGrade } from './result';
import type { Submission } from './submissions';

/** What came of handing a submission to an examiner. */
export type Outcome =
  | { graded: NotebookGrade }
  /** this machine cannot go on */
  | { broken: string }
  /** the examiner ended, or did not come back; at which stage, and how */
  | { lost: Stage; how: string };

/** Beyond what a notebook may take: the examiner's own start and work. */
const OWN_S = 120;
const HEAP_MB = 1024;

/** After so many notebooks a fresh process takes over, so that a class of any size takes the memory of a small one. */
const LIFETIME = 40;

/** An examiner's process, as the run sees it. It is started anew when it was lost. */
export class ExaminerProcess {
  private child: ChildProcess | undefined;
  private graded = 0;

  constructor(private readonly settings: Settings) {}

  grade(submission: Submission): Promise<Outcome> {
    if (this.graded++ % LIFETIME === 0) this.stop();
    const child = (this.child ??= this.start());
    let stage: Stage = 'testing';
    return new Promise((resolve) => {
      const end = (outcome: Outcome): void => {
        clearTimeout(timer);
        child.removeAllListeners('message').removeAllListeners('exit');
        if ('lost' in outcome) this.stop();
        resolve(outcome);
      };
      const limit = this.settings.timeLimit + OWN_S;
      const timer = setTimeout(() => {
        end({ lost: stage, how: `no answer after ${limit} s` });
      }, limit * 1000);
      child.on('message', (report: Report) => {
        if ('stage' in report) stage = report.stage;
        else if ('failed' in report) end({ lost: stage, how: report.failed });
        else end(report);
      });
      child.on('exit', (code, signal) => {
        end({ lost: stage, how: `it ended (${signal ?? `exit code ${code}`})` });
      });
      child.send({ submission } satisfies Task);
    });
  }

  stop(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private start(): ChildProcess {
    const child = fork(join(__dirname, 'examiner.js'), [], {
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      env: { ...process.env, SADDLEPOINT_THREADS: '1' }, // one core each
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.send({ settings: this.settings } satisfies Task);
    return child;
  }
}
