import { keepRandom, seed, tf } from 'saddlepoint';
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

/** A function of which nothing is known but that it can be called. */
export type Loose = (...args: unknown[]) => unknown;

function remote(name: string, f: Loose): RemoteFunction<never[], unknown> {
  const call: Loose = (...args) => later(() => apart(() => f(...args.map(copy))));
  const gradient: Loose = (...args) => later(() => apart(() => gradients(name, f, args.map(copy))));
  return Object.assign(call, { gradient }) as RemoteFunction<never[], unknown>;
}

/** A promise of what `f` gives or throws. */
const later = (f: () => unknown): Promise<unknown> =>
  new Promise((resolve) => {
    resolve(f());
  });

/**
 * Calls a student's function on the random numbers that its test stands at, and lets the test go on at others: what it
 * draws afterwards does not depend on how much the function drew, here and in another process alike.
 */
function apart(f: () => unknown): unknown {
  const result = keepRandom(f);
  const leap = (): void => {
    seed(Math.floor(Math.random() * 2 ** 32));
  };
  if (result instanceof Promise) return result.finally(leap);
  leap();
  return result;
}

/** The gradients of a scalar function by its tensor arguments. @throws TypeError where it gives no scalar */
export function gradients(name: string, f: Loose, args: unknown[]): tf.Tensor[] {
  const scalar = (...tensors: tf.Tensor[]): tf.Tensor => {
    let next = 0;
    const value = f(...args.map((a) => (isTensor(a) ? tensors[next++] : a)));
    if (!isTensor(value) || value.rank !== 0) throw new TypeError(`${name} must return a scalar tensor`);
    return value;
  };
  return tf.grads(scalar)(args.filter(isTensor));
}
