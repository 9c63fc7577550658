import { tf } from 'saddlepoint';
import { text } from './data';
import type { Functions, Remote, Test } from './exercise';

/** What came of one test. */
export interface Verdict {
  readonly test: string;
  readonly hidden: boolean;
  readonly weight: number;
  readonly outcome: 'passed' | 'failed' | 'not written';
  /** why it failed, in one line */
  readonly message: string;
  /** where the test compared two values */
  readonly expected?: string;
  readonly got?: string;
}

/** A test that has not ended after this many seconds has failed. */
export const TIME_LIMIT_S = 10;

/** The message of a stub that `release` leaves in a student's notebook. */
export const notWritten = (id: string, name: string): string =>
  `Exercise ${id}: write ${name} here, then run this cell again.`;
const NOT_WRITTEN = /^Exercise \d\d\.\d+: write .+ here, then run this cell again\.$/;

/** Runs one test; whatever the student's functions do short of never giving back control, there is a verdict. */
export async function runTest(
  test: Test<Functions>,
  student: Remote<Functions>,
  limit = TIME_LIMIT_S,
): Promise<Verdict> {
  const about = { test: test.name, hidden: test.hidden ?? false, weight: test.weight ?? 1 };
  try {
    await withoutLeaks(() => inTime(() => test.run(student), limit));
    return { ...about, outcome: 'passed', message: '' };
  } catch (error) {
    return { ...about, ...failure(error) };
  }
}

/** Waits for `f` at most `seconds`. */
export async function inTime<T>(f: () => Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer after ${seconds} s: does it wait for a promise that never resolves?`));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([f(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs `f` and disposes of the tensors that it leaves. */
export async function withoutLeaks<T>(f: () => Promise<T>): Promise<T> {
  tf.engine().startScope();
  try {
    return await f();
  } finally {
    tf.engine().endScope();
  }
}

/** What was thrown, in one line: a student may throw anything, also what cannot be printed. */
export function messageOf(error: unknown): string {
  try {
    if (!(error instanceof Error)) return `${text(error)} was thrown`;
    const named = ['Error', 'AssertionError'].includes(error.name) ? error.message : `${error.name}: ${error.message}`;
    return named.split('\n')[0]!;
  } catch {
    return 'something was thrown that cannot be printed';
  }
}

function failure(error: unknown): Pick<Verdict, 'outcome' | 'message' | 'expected' | 'got'> {
  const message = messageOf(error);
  if (NOT_WRITTEN.test(message)) return { outcome: 'not written', message };
  const { expected, actual } = compared(error);
  if (expected === undefined) return { outcome: 'failed', message };
  return { outcome: 'failed', message, expected: shown(expected), got: shown(actual) };
}

/** The two values of NotClose, and of chai's AssertionError where it compared any. */
function compared(error: unknown): { expected?: unknown; actual?: unknown } {
  try {
    return error instanceof Error ? (error as { expected?: unknown; actual?: unknown }) : {};
  } catch {
    return {};
  }
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : text(value));
