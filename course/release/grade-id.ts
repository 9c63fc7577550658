import { isObject, type Cell } from './notebook';

/**
 * nbgrader's grade_id holds letters, digits, - and _ and no dot, so the cells of exercise 04.1 are "04-1" and
 * "04-1-check" in a file, and "04.1" and "04.1-check" wherever we have read one.
 */
const AS_READ = /^(\d\d)\.(\d+)(?=-|$)/;
const AS_STORED = /^(\d\d)-(\d+)(?=-|$)/;

/** A cell's metadata as a file has it -> as we speak of it. */
export const metadataAsRead = (metadata: Cell['metadata']): Cell['metadata'] =>
  withId(metadata, (id) => id.replace(AS_STORED, '$1.$2'));

/** A cell's metadata as we speak of it -> as a file has it. */
export const metadataAsStored = (metadata: Cell['metadata']): Cell['metadata'] =>
  withId(metadata, (id) => id.replace(AS_READ, '$1-$2'));

function withId(metadata: Cell['metadata'], to: (id: string) => string): Cell['metadata'] {
  const grader: unknown = metadata.nbgrader;
  if (!isObject(grader) || typeof grader['grade_id'] !== 'string') return metadata;
  return { ...metadata, nbgrader: { ...metadata.nbgrader!, grade_id: to(grader['grade_id']) } };
}
