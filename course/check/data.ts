import { tf } from 'saddlepoint';

/** A tensor's values with all that tells it from another. */
export class ReadTensor {
  constructor(
    readonly shape: readonly number[],
    readonly dtype: string,
    readonly values: ArrayLike<unknown>,
  ) {}
}

const DEEPEST = 32;

/**
 * Reads all tensors in a value, so that it can be compared and printed without waiting.
 * @throws TypeError for a value nested more than 32 levels deep, as one that holds itself
 */
export async function read(value: unknown, depth = 0): Promise<unknown> {
  if (isTensor(value)) return new ReadTensor(value.shape, value.dtype, await value.data());
  if (depth > DEEPEST) throw new TypeError(`this value is nested more than ${DEEPEST} levels deep`);
  if (Array.isArray(value)) return Promise.all(value.map((v) => read(v, depth + 1)));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(async ([k, v]) => [k, await read(v, depth + 1)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** A copy of an argument, such as another process would get. @throws TypeError on anything that cannot travel */
export function copy(value: unknown): unknown {
  if (isTensor(value)) return value.clone();
  if (Array.isArray(value)) return value.map(copy);
  if (isList(value)) return structuredClone(value);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, copy(v)]));
  if (value === null || !['object', 'function', 'symbol'].includes(typeof value)) return value;
  throw new TypeError(`a test's argument must be data, and this is ${text(value)}: use a harness`);
}

/** A value in a few words: numbers to six figures, long lists cut, tensors by shape. */
export function text(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(Number(value.toPrecision(6)));
  if (typeof value === 'string') return JSON.stringify(cut(value, 60));
  if (typeof value === 'function') return 'a function';
  if (isTensor(value)) return `a tensor of shape [${value.shape}]`;
  if (value instanceof ReadTensor) return `a tensor of shape [${value.shape}]: ${text(value.values)}`;
  if (isList(value)) return cut(listText(value), 120);
  if (isRecord(value))
    return cut(
      `{ ${Object.keys(value)
        .map((k) => `${k}: ${text(value[k])}`)
        .join(', ')} }`,
      120,
    );
  return typeof value === 'object' && value !== null ? `a ${value.constructor.name}` : String(value);
}

function listText(list: ArrayLike<unknown>): string {
  const shown = Array.from({ length: Math.min(list.length, 6) }, (_, i) => text(list[i]));
  return `[${shown.join(', ')}${list.length > 6 ? `, ... ${list.length} in all` : ''}]`;
}

const cut = (s: string, length: number): string => (s.length > length ? `${s.slice(0, length)} ...` : s);

export const isTensor = (value: unknown): value is tf.Tensor => value instanceof tf.Tensor;

/** Arrays and typed arrays. */
export const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** A plain record: what a literal `{ ... }` makes, in this realm or in another. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || (Object.getPrototypeOf(prototype) === null && !Array.isArray(value));
}
