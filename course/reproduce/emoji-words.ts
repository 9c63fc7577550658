import type { EmojiSet } from 'saddlepoint';

/** Words that say nothing of a picture. */
const FILLERS = new Set(['with', 'and', 'the', 'of', 'in', 'on', 'no', 'for', 'up', 'to']);

/** The words of a name such as "man-running" or "heart_on_fire", each once. */
const wordsOf = (name: string): string[] => [
  ...new Set(
    name
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((word) => word.length > 1 && !FILLERS.has(word)),
  ),
];

/** The words of names, commonest first, and which of them each name has. */
export interface Words {
  readonly vocabulary: readonly string[];
  /** places in the vocabulary, of each emoji of a set; none for words that it has not */
  of(set: EmojiSet): number[][];
}

/** The words that the names of a set have. */
export function wordsIn(set: EmojiSet): Words {
  const counts = new Map<string, number>();
  for (const word of set.names.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const vocabulary = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  const places = new Map(vocabulary.map((word, place) => [word, place]));
  return {
    vocabulary,
    of: ({ names }) => names.map((name) => wordsOf(name).flatMap((word) => places.get(word) ?? [])),
  };
}
