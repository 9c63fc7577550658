import { tf } from 'saddlepoint';
import { copy, isTensor } from './data';
import type { Exercise, Functions, Remote, RemoteFunction } from './exercise';

/**
 * An exercise's functions as its tests call them, when they live in this very process. Arguments are copied, as they
 * would be on their way to another process, so that no student's function can change a test's inputs.
 */
export function here(e: Exercise, functions: Functions): Remote<Functions> {
  const called = e.harness === undefined ? functions : e.harness(functions);
  return Object.fromEntries(Object.entries(called).map(([name, f]) => [name, remote(name, f as Loose)]));
}

type Loose = (...args: unknown[]) => unknown;

function remote(name: string, f: Loose): RemoteFunction<never[], unknown> {
  const call: Loose = (...args) => later(() => f(...args.map(copy)));
  const gradient: Loose = (...args) => later(() => gradients(name, f, args.map(copy)));
  return Object.assign(call, { gradient }) as RemoteFunction<never[], unknown>;
}

/** A promise of what `f` gives or throws. */
const later = (f: () => unknown): Promise<unknown> =>
  new Promise((resolve) => {
    resolve(f());
  });

function gradients(name: string, f: Loose, args: unknown[]): tf.Tensor[] {
  const scalar = (...tensors: tf.Tensor[]): tf.Tensor => {
    let next = 0;
    const value = f(...args.map((a) => (isTensor(a) ? tensors[next++] : a)));
    if (!isTensor(value) || value.rank !== 0) throw new TypeError(`${name} must return a scalar tensor`);
    return value;
  };
  return tf.grads(scalar)(args.filter(isTensor));
}
