import { isList, isRecord, read, ReadTensor, text } from './data';

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

/** What float32 gives on one engine or another. */
const FLOAT32: Required<Tolerance> = { absolute: 1e-6, relative: 1e-5 };

/** A test's finding that a value is not the one expected; shown in a table as what was expected and what came. */
export class NotClose extends Error {
  override readonly name = 'NotClose';
  readonly expected: string;
  readonly actual: string;

  constructor({ path, expected, got }: Difference) {
    const at = path === '' ? '' : `at ${path}: `;
    super(`${at}expected ${expected}, got ${got}`);
    this.expected = at + expected;
    this.actual = at + got;
  }
}

/**
 * Asserts that a value is, within a tolerance (float32's unless said), the one expected. NaN equals NaN; a typed array
 * equals an array of the same numbers; a tensor equals a tensor of the same shape and numbers, whatever its dtype.
 * @throws NotClose with the place of the first difference, what was expected there and what was got
 */
export async function expectClose(got: unknown, expected: unknown, tolerance: Tolerance = {}): Promise<void> {
  const d = difference(await read(expected), await read(got), tolerance);
  if (d !== null) throw new NotClose(d);
}

/** The first difference between two values that `read` gave, or null. */
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

function tensorDifference(e: ReadTensor, got: unknown, tolerance: Tolerance, path: string): Difference | null {
  if (!(got instanceof ReadTensor)) return { path, expected: `a tensor of shape [${e.shape}]`, got: text(got) };
  if (String(e.shape) !== String(got.shape)) {
    return { path, expected: `a tensor of shape [${e.shape}]`, got: `one of shape [${got.shape}]` };
  }
  for (let i = 0; i < e.values.length; i++) {
    const d = difference(e.values[i], got.values[i], tolerance);
    if (d !== null) return { ...d, path: path + place(i, e.shape) };
  }
  return null;
}

/** Where the i-th value of a tensor stands: "[1,0,3]", row by row. */
function place(i: number, shape: readonly number[]): string {
  const index: number[] = [];
  for (const n of [...shape].reverse()) {
    index.unshift(i % n);
    i = Math.floor(i / n);
  }
  return index.length === 0 ? '' : `[${index}]`;
}

function listDifference(e: ArrayLike<unknown>, got: unknown, tolerance: Tolerance, path: string): Difference | null {
  if (!isList(got)) return { path, expected: text(e), got: text(got) };
  if (e.length !== got.length) return { path, expected: `${e.length} entries`, got: `${got.length} entries` };
  for (let i = 0; i < e.length; i++) {
    const d = difference(e[i], got[i], tolerance, `${path}[${i}]`);
    if (d !== null) return d;
  }
  return null;
}

type Values = Record<string, unknown>;

function recordDifference(e: Values, got: unknown, tolerance: Tolerance, path: string): Difference | null {
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
  return Number.isFinite(expected) && Math.abs(got - expected) <= t.absolute + t.relative * Math.abs(expected);
}
