// The safetensors format (github.com/huggingface/safetensors, "Format"): the header's length as a 64-bit little-endian
// integer; a JSON header; then the numbers of all tensors, little-endian, without gaps.

/** Numbers with a shape, as a file holds them. */
export type StoredTensor =
  { dtype: 'float32'; shape: number[]; values: Float32Array } | { dtype: 'int32'; shape: number[]; values: Int32Array };

export interface SafetensorsFile {
  tensors: Map<string, StoredTensor>;
  metadata: Record<string, string>;
}

interface Entry {
  dtype: string;
  shape: number[];
  /** [begin, end) in bytes, counted from the end of the header */
  data_offsets: [number, number];
}

const codes = { float32: 'F32', int32: 'I32' } as const;

/** The bytes of a safetensors file. */
export function encodeSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { dtype, shape, values }] of tensors) {
    const entry: Entry = { dtype: codes[dtype], shape, data_offsets: [end, (end += values.byteLength)] };
    header[name] = entry;
  }
  const json = Buffer.from(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8; // with spaces, so that the numbers start at a multiple of 8
  const bytes = Buffer.alloc(8 + padded + end, ' ');
  bytes.writeBigUInt64LE(BigInt(padded));
  json.copy(bytes, 8);
  let at = 8 + padded;
  for (const { values } of tensors.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/**
 * Reads the bytes of a safetensors file with float32 and int32 tensors.
 *
 * @throws when the bytes are something else, are cut off, or hold another type of number
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsFile {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { __metadata__: metadata = {}, ...entries } = readHeader(view);
  const start = 8 + Number(view.readBigUInt64LE());
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(entries as Record<string, Entry>)) {
    const [begin, end] = entry.data_offsets;
    if (start + end > view.length) {
      throw new Error(`it is cut off: tensor '${name}' ends at byte ${start + end}, the file at byte ${view.length}`);
    }
    tensors.set(name, tensor(name, entry, view.subarray(start + begin, start + end)));
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

function readHeader(view: Buffer): Record<string, unknown> {
  const size = view.length < 8 ? Infinity : Number(view.readBigUInt64LE());
  // A header begins with "{"; a file of another kind gives some other character or an absurd length.
  if (view.length > 8 && view[8] !== 0x7b) throw new Error('it is not a safetensors file');
  if (8 + size > view.length) throw new Error('it is cut off inside its header, or not a safetensors file');
  try {
    return JSON.parse(view.toString('utf8', 8, 8 + size)) as Record<string, unknown>;
  } catch {
    throw new Error('it is not a safetensors file: its header is not JSON');
  }
}

function tensor(name: string, { dtype, shape }: Entry, bytes: Uint8Array): StoredTensor {
  const expected = 4 * shape.reduce((product, size) => product * size, 1);
  if (dtype !== 'F32' && dtype !== 'I32') throw new Error(`tensor '${name}' has type ${dtype}, not F32 or I32`);
  if (bytes.length !== expected) {
    throw new Error(`tensor '${name}' has ${bytes.length} bytes, but its shape [${shape}] needs ${expected}`);
  }
  const { buffer } = new Uint8Array(bytes); // a copy, aligned for 32-bit numbers
  return dtype === 'F32'
    ? { dtype: 'float32', shape, values: new Float32Array(buffer) }
    : { dtype: 'int32', shape, values: new Int32Array(buffer) };
}
