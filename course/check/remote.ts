import { tf } from 'saddlepoint';
import { isRecord } from './compare';
import type { Exercise, Functions, Remote } from './exercise';

/**
 * An exercise's functions as its tests call them, when they live in this very process. Arguments are copied, as they
 * would be on their way to another process, so that no student's function can change a test's inputs.
 */
export function here(e: Exercise, functions: Functions): Remote<Functions> {
  const called = e.harness === undefined ? functions : e.harness(functions);
  return Object.fromEntries(Object.entries(called).map(([name, f]) => [name, remote(name, f)]));
}

type Loose = (...args: unknown[]) => unknown;

function remote(name: string, f: unknown): Remote<Functions>[string] {
  const call: Loose = (...args) => {
    if (typeof f !== 'function') throw new TypeError(`${name} is not a function`);
    return (f as Loose)(...args);
  };
  return Object.assign(async (...args: unknown[]) => call(...args.map(copy)), {
    gradient: (...args: unknown[]) => Promise.resolve().then(() => gradients(call, args.map(copy), name)),
  });
}

function gradients(f: Loose, args: unknown[], name: string): tf.Tensor[] {
  const scalar = (...tensors: tf.Tensor[]) => {
    let next = 0;
    const value = f(...args.map((a) => (a instanceof tf.Tensor ? tensors[next++] : a)));
    if (!(value instanceof tf.Tensor) || value.rank !== 0) throw new TypeError(`${name} must return a scalar tensor`);
    return value;
  };
  return tf.grads(scalar)(args.filter((a): a is tf.Tensor => a instanceof tf.Tensor));
}

/** A copy of an argument. @throws TypeError on anything that could not travel to another process */
function copy(value: unknown): unknown {
  if (value instanceof tf.Tensor) return value.clone();
  if (Array.isArray(value)) return value.map(copy);
  if (ArrayBuffer.isView(value)) return structuredClone(value);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, copy(v)]));
  if (typeof value === 'object' ? value === null : typeof value !== 'function' && typeof value !== 'symbol')
    return value;
  throw new TypeError('a test gave a function an argument that is no data: use a harness');
}
