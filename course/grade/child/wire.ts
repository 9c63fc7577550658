import { tf } from 'saddlepoint';
import { isList, isRecord, isTensor, text } from '../../check/data';

/**
 * How values travel between the grader and a student's process: JSON in which everything that JSON lacks is a list
 * that begins with a tag. Nothing that can act travels: no getter, no proxy, no function, no prototype.
 */
export type Wire = null | boolean | number | string | Wire[];

/** What a message may hold. */
export const LIMITS = { bytes: 32_000_000, depth: 32, values: 2_000_000, keyLength: 200 };

const TYPED = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const;
const TENSOR_VALUES = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;
const ODD_NUMBERS: Record<string, number> = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0 };

/** A value as it travels. @throws TypeError for what is no data, or is nested too deep */
export async function encode(value: unknown, depth = 0): Promise<Wire> {
  if (depth > LIMITS.depth) throw new TypeError(`a value nested more than ${LIMITS.depth} levels deep cannot travel`);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (value === undefined) return ['undefined'];
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : oddNumber(value);
  if (isTensor(value)) return encodeTensor(value);
  if (Array.isArray(value)) return encodeList(value, depth);
  if (isList(value)) return [value.constructor.name, base64(value as unknown as Uint8Array)];
  if (isRecord(value)) {
    const flat: Wire[] = ['record'];
    for (const key of Object.keys(value)) flat.push(key, await encode(value[key], depth + 1));
    return flat;
  }
  throw new TypeError(`the grader asks for data, and this is ${text(value)}`);
}

const oddNumber = (value: number): Wire => ['number', Object.is(value, -0) ? '-0' : String(value)];

async function encodeList(list: readonly unknown[], depth: number): Promise<Wire> {
  const wire: Wire[] = ['list'];
  // A hole of a sparse array is undefined to whoever reads it; an array of a billion holes is refused before it grows.
  if (list.length > LIMITS.values) throw new TypeError(`a list of ${list.length} entries is too long to travel`);
  for (let i = 0; i < list.length; i++) {
    const v: unknown = list[i];
    const plain = typeof v === 'number' && Number.isFinite(v) && !Object.is(v, -0);
    wire.push(plain ? v : await encode(v, depth + 1));
  }
  return wire;
}

async function encodeTensor(tensor: tf.Tensor): Promise<Wire> {
  const values: unknown = await tensor.data();
  const sent = Array.isArray(values) ? (values as string[]) : base64(values as Uint8Array);
  return ['tensor', tensor.dtype, [...tensor.shape], sent];
}

const base64 = (v: ArrayBufferView): string => Buffer.from(v.buffer, v.byteOffset, v.byteLength).toString('base64');

/** A message or a value in it that is not what `encode` writes. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** The value that travelled. Trusts nothing of what it reads. @throws WireError */
export function decode(wire: unknown): unknown {
  const budget = { values: LIMITS.values };
  return decodeWithin(wire, budget, 0);
}

function decodeWithin(wire: unknown, budget: { values: number }, depth: number): unknown {
  if (--budget.values < 0) throw new WireError(`it holds more than ${LIMITS.values} values`);
  if (depth > LIMITS.depth) throw new WireError(`it is nested more than ${LIMITS.depth} levels deep`);
  if (wire === null || ['boolean', 'number', 'string'].includes(typeof wire)) return wire;
  if (!Array.isArray(wire)) throw new WireError('a value without a tag');
  const [tag, ...rest] = wire as unknown[];
  const inner = (w: unknown): unknown => decodeWithin(w, budget, depth + 1);
  if (tag === 'list') return rest.map(inner);
  if (tag === 'record') return decodeRecord(rest, inner);
  if (tag === 'undefined' && rest.length === 0) return undefined;
  if (tag === 'number' && typeof rest[0] === 'string' && Object.hasOwn(ODD_NUMBERS, rest[0])) {
    return ODD_NUMBERS[rest[0]];
  }
  if (tag === 'tensor') return decodeTensor(rest);
  if (typeof tag === 'string' && Object.hasOwn(TYPED, tag)) return bytesAs(TYPED[tag as keyof typeof TYPED], rest[0]);
  throw new WireError(`a value of an unknown kind, ${text(tag)}`);
}

function decodeRecord(flat: readonly unknown[], inner: (w: unknown) => unknown): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (let i = 0; i < flat.length; i += 2) {
    const key = flat[i];
    if (typeof key !== 'string' || key.length > LIMITS.keyLength || i + 1 >= flat.length) {
      throw new WireError('a record with a damaged key');
    }
    if (key === '__proto__') throw new WireError('a record with the key "__proto__"');
    record[key] = inner(flat[i + 1]);
  }
  return record;
}

function decodeTensor([dtype, shape, sent]: readonly unknown[]): tf.Tensor {
  const isSize = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 0;
  if (!Array.isArray(shape) || shape.length > 6 || !shape.every(isSize)) {
    throw new WireError(`a tensor of the impossible shape ${text(shape)}`);
  }
  const size = shape.reduce((a, b) => a * b, 1);
  const values = tensorValues(dtype, sent);
  if (values.length !== size) throw new WireError(`a tensor of shape [${shape}] with ${values.length} values`);
  return tf.tensor(values as tf.TypedArray, shape, dtype as keyof tf.DataTypeMap);
}

function tensorValues(dtype: unknown, sent: unknown): ArrayLike<unknown> {
  if (dtype === 'string' && Array.isArray(sent) && sent.every((s) => typeof s === 'string')) return sent;
  if (typeof dtype === 'string' && Object.hasOwn(TENSOR_VALUES, dtype)) {
    return bytesAs(TENSOR_VALUES[dtype as keyof typeof TENSOR_VALUES], sent);
  }
  throw new WireError(`a tensor of the dtype ${text(dtype)}, which cannot travel`);
}

type TypedArray = InstanceType<(typeof TYPED)[keyof typeof TYPED]>;

function bytesAs(kind: { new (b: ArrayBuffer): TypedArray; BYTES_PER_ELEMENT: number }, sent: unknown): TypedArray {
  if (typeof sent !== 'string') throw new WireError('a typed array without its bytes');
  const bytes = Buffer.from(sent, 'base64');
  if (bytes.length % kind.BYTES_PER_ELEMENT !== 0) throw new WireError('a typed array that ends in half a number');
  return new kind(Uint8Array.from(bytes).buffer);
}
