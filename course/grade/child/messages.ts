import type { RandomState } from 'saddlepoint';
import type { Wire } from './wire';

/** What the grader asks of a student's process, one JSON line each. */
export type Request = { id: string } & (Load | Call);

/** Evaluate statements; the answer lists the functions that they declare. */
export interface Load {
  do: 'load';
  code: string;
  /** of a solution cell: the exercise that its functions answer */
  exercise?: string;
}

/** Call one of an exercise's functions, or its gradient; the answer is its result. */
export interface Call {
  do: 'call';
  exercise: string;
  name: string;
  gradient: boolean;
  args: Wire[];
  random: RandomState;
}

/** What comes back. Whatever else a student's process writes is a breach, and ends it. */
export type Answer = { id: string } & ({ value: Wire } | { error: { name: string; message: string } });

/** The id of the first line, which says that the process has started. */
export const HELLO = 'hello';

/** Where the channel between the two is, in the student's process. */
export const CHANNEL = 3;
