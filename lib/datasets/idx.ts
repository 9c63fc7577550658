/** An array in the IDX format of unsigned bytes: data in row-major order. */
export interface IdxArray {
  shape: number[];
  data: Uint8Array;
}

/** Third byte of the magic number: the type of an element. */
const UNSIGNED_BYTE = 0x08;

/**
 * Reads an IDX file (LeCun, Cortes, Burges: the MNIST database): two zero bytes, the element type, the number of
 * dimensions, each dimension as a big-endian uint32, the elements. `data` is a view into `bytes`, not a copy.
 * @throws Error when the bytes are no IDX array of unsigned bytes; `name` says which file in the message
 */
export function readIdx(bytes: Uint8Array, name: string): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0 || bytes[2] !== UNSIGNED_BYTE) {
    const start = [...bytes.subarray(0, 4)].map((b) => b.toString(16).padStart(2, '0')).join(' ');
    throw new Error(`${name} is no IDX file of unsigned bytes: it begins with "${start}", expected "00 00 08 .."`);
  }
  const rank = bytes[3]!;
  const header = 4 + 4 * rank;
  if (bytes.length < header) {
    throw new Error(`${name} ends inside its IDX header: ${bytes.length} bytes, expected at least ${header}`);
  }
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  if (bytes.length !== header + size) {
    throw new Error(
      `${name} has ${bytes.length} bytes, but its IDX header promises ${header + size} (${shape.join('x')})`,
    );
  }
  return { shape, data: bytes.subarray(header) };
}
