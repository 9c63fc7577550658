import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Overview } from '../check/all';
import { runNotebook } from '../execute/runner';
import { loadAssignment } from '../grade/assignment';
import { Compiler } from '../grade/compile';
import { frame } from '../grade/frame';
import type { Notebook } from '../release/notebook';

/** One look at a notebook before it is handed in, and what is wrong with it. */
export interface Look {
  /** "types", "cells" ... */
  readonly what: string;
  /** what is well, in a few words */
  readonly well: string;
  /** one line each; empty when all is well */
  readonly faults: readonly string[];
}

/**
 * Looks at a notebook with the grader's own eyes, one thing after the other.
 * @param name "04-em"
 * @param file where it lies, for the kernel to run
 * @param limit seconds for the run
 */
export async function* inspect(name: string, notebook: Notebook, file: string, limit: number): AsyncGenerator<Look> {
  const { edition, spec } = loadAssignment(name);
  const framed = frame(notebook, edition);
  const lost = [...framed.missing.values()];
  yield {
    what: 'cells',
    well: `all ${spec.exercises.length} exercises and ${framed.manual.length} questions are there`,
    faults: [...lost, ...framed.findings],
  };
  const errors = [...new Compiler().check(framed.notebook)];
  yield {
    what: 'types',
    well: 'the compiler has nothing to say',
    faults: errors.flatMap(([id, messages]) => messages.map((m) => `exercise ${id}, ${m}`)),
  };
  const unanswered = framed.manual.filter((q) => q.answer === '').map((q) => `${q.grade_id} has no answer yet`);
  yield { what: 'questions', well: 'all are answered', faults: unanswered };
  yield await cleanRun(file, limit);
}

async function cleanRun(file: string, limit: number): Promise<Look> {
  const { failure } = await runNotebook(file, limit);
  const faults =
    failure === undefined
      ? []
      : [`code cell ${failure.cell} of ${failure.of}, \`${failure.head}\`: ${gist(failure.message ?? '')}`];
  return { what: 'clean kernel', well: 'runs from top to bottom', faults };
}

/** Of an error as the kernel prints it, with its stack and the line of code: what it says. */
const gist = (message: string): string => {
  const lines = message.split('\n');
  return lines.find((line) => /^(Uncaught \w+: )?\w*(Error|Exception|Rejection)\b/.test(line)) ?? lines[0]!;
};

/** The visible tests, in a process that is stopped when it has not ended after so many seconds; undefined then. */
export function visibleTests(name: string, file: string, limit = 120): Promise<Overview | undefined> {
  const child = fork(join(__dirname, 'visible.js'), [name, file], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), limit * 1000);
  return new Promise((resolve) => {
    let overview: Overview | undefined;
    child.on('message', (m) => (overview = m as Overview));
    child.on('close', () => {
      clearTimeout(timer);
      resolve(overview);
    });
  });
}
