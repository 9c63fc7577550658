/** A random order of 0 .. size-1 (Fisher-Yates, drawn from Math.random). */
export function shuffled(size: number): Int32Array {
  const order = Int32Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/**
 * One epoch over `size` examples in a fresh random order: `gather` makes the batch of the examples it is given.
 * @throws RangeError when batchSize is not a whole number in 1 .. size
 */
export function epoch<Batch>(
  { name, size }: { name: string; size: number },
  batchSize: number,
  gather: (indices: Int32Array) => Batch,
): Iterable<Batch> {
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > size) {
    throw new RangeError(
      `batches(${batchSize}): ${name} has ${size} examples; give a whole batch size from 1 to ${size}.`,
    );
  }
  return {
    *[Symbol.iterator]() {
      const order = shuffled(size);
      for (let start = 0; start + batchSize <= size; start += batchSize) {
        yield gather(order.subarray(start, start + batchSize));
      }
    },
  };
}
