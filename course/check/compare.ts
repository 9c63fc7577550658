import { AssertionError } from 'chai';
import { tf } from 'saddlepoint';

/** How far two numbers may be apart: |got - expected| <= absolute + relative * |expected|. */
export interface Tolerance {
  absolute?: number;
  relative?: number;
}

/** The first place where two values differ. */
export interface Difference {
  /** "[2].means[0]"; empty when the values themselves differ */
  path: string;
  expected: string;
  got: string;
}

const FLOAT32: Required<Tolerance> = { absolute: 1e-6, relative: 1e-5 };

/** A tensor's values with all that tells it from another. */
class ReadTensor {
  constructor(
    readonly shape: number[],
    readonly dtype: string,
    readonly values: ArrayLike<number> | string[],
  ) {}
}

/** Reads all tensors in a value, so that two values can be compared without waiting. */
export async function read(value: unknown): Promise<unknown> {
  if (value instanceof tf.Tensor) return new ReadTensor(value.shape, value.dtype, await value.data());
  if (Array.isArray(value)) return Promise.all(value.map(read));
  if (!isRecord(value)) return value;
  const entries = await Promise.all(Object.entries(value).map(async ([k, v]) => [k, await read(v)] as const));
  return Object.assign(Object.create(null) as object, Object.fromEntries(entries));
}

/**
 * The first difference between two values that `read` gave, or null. NaN equals NaN; a typed array equals an array of
 * the same numbers; a tensor equals a tensor of the same shape and numbers (a dtype is compared between int32, bool
 * and float32 by its numbers alone).
 */
export function difference(expected: unknown, got: unknown, tolerance: Tolerance = {}, path = ''): Difference | null {
  if (expected instanceof ReadTensor) return tensorDifference(expected, got, tolerance, path);
  if (isList(expected)) return listDifference(expected, got, tolerance, path);
  if (isRecord(expected)) return recordDifference(expected, got, tolerance, path);
  const same =
    typeof expected === 'number' && typeof got === 'number'
      ? near(expected, got, { ...FLOAT32, ...tolerance })
      : Object.is(expected, got);
  return same ? null : { path, expected: text(expected), got: text(got) };
}

/**
 * Asserts that a value is, within a tolerance (float32's unless said), the one expected.
 * @throws AssertionError with the place of the first difference, what was expected there and what was got
 */
export async function expectClose(got: unknown, expected: unknown, tolerance: Tolerance = {}): Promise<void> {
  const d = difference(await read(expected), await read(got), tolerance);
  if (d === null) return;
  const at = d.path === '' ? '' : `at ${d.path}: `;
  throw new AssertionError(`expected ${at}${d.expected}, got ${d.got}`, {
    expected: at + d.expected,
    actual: at + d.got,
  });
}

/** A value in a few words: numbers to six figures, long lists cut, tensors by shape. */
export function text(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(Number(value.toPrecision(6)));
  if (typeof value === 'string') return JSON.stringify(cut(value, 60));
  if (typeof value === 'function') return 'a function';
  if (value instanceof tf.Tensor) return `a ${value.dtype} tensor of shape [${value.shape}]`;
  if (value instanceof ReadTensor) return `tensor [${value.shape}] of ${text(value.values)}`;
  if (isList(value)) {
    const shown = Array.from({ length: Math.min(value.length, 6) }, (_, i) => text(value[i]));
    return `[${shown.join(', ')}${value.length > 6 ? `, ... ${value.length} in all` : ''}]`;
  }
  if (isRecord(value))
    return cut(
      `{ ${Object.keys(value)
        .map((k) => `${k}: ${text(value[k])}`)
        .join(', ')} }`,
      120,
    );
  return typeof value === 'object' && value !== null ? `a ${value.constructor.name}` : String(value);
}

function tensorDifference(e: ReadTensor, got: unknown, tolerance: Tolerance, path: string): Difference | null {
  if (!(got instanceof ReadTensor)) return { path, expected: `a tensor of shape [${e.shape}]`, got: text(got) };
  if (String(e.shape) !== String(got.shape))
    return { path, expected: `shape [${e.shape}]`, got: `shape [${got.shape}]` };
  const d = listDifference(e.values, got.values, tolerance, '');
  if (d === null) return null;
  let flat = Number(/\d+/.exec(d.path)![0]);
  const index = e.shape.reduceRight<number[]>((rest, n) => {
    rest.unshift(flat % n);
    flat = Math.floor(flat / n);
    return rest;
  }, []);
  return { ...d, path: index.length === 0 ? path : `${path}[${index}]` };
}

function listDifference(e: ArrayLike<unknown>, got: unknown, tolerance: Tolerance, path: string): Difference | null {
  if (!isList(got)) return { path, expected: `a list of ${e.length}`, got: text(got) };
  if (e.length !== got.length) return { path, expected: `${e.length} entries`, got: `${got.length} entries` };
  for (let i = 0; i < e.length; i++) {
    const d = difference(e[i], got[i], tolerance, `${path}[${i}]`);
    if (d !== null) return d;
  }
  return null;
}

function recordDifference(
  e: Record<string, unknown>,
  got: unknown,
  tolerance: Tolerance,
  path: string,
): Difference | null {
  if (!isRecord(got)) return { path, expected: text(e), got: text(got) };
  for (const key of new Set([...Object.keys(e), ...Object.keys(got)])) {
    const inside = path === '' ? key : `${path}.${key}`;
    if (!Object.hasOwn(got, key)) return { path: inside, expected: text(e[key]), got: 'nothing' };
    if (!Object.hasOwn(e, key)) return { path: inside, expected: 'nothing', got: text(got[key]) };
    const d = difference(e[key], got[key], tolerance, inside);
    if (d !== null) return d;
  }
  return null;
}

function near(expected: number, got: number, t: Required<Tolerance>): boolean {
  if (Object.is(expected, got) || expected === got) return true;
  return Math.abs(got - expected) <= t.absolute + t.relative * Math.abs(expected) && Number.isFinite(expected);
}

/** Arrays and typed arrays. */
function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** A plain record: what a literal `{ ... }` makes. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function cut(s: string, length: number): string {
  return s.length > length ? `${s.slice(0, length)} ...` : s;
}
