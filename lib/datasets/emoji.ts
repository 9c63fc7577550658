import { hashedSplit } from './hashed-split';
import { LabelledImages } from './labelled-images';
import type { Split } from './mnist';
import type { AlignedImages } from './pairs';
import { readPNG } from './png';
import { cutSheet } from './sheet';
import { readPackaged } from './verified-file';

/** The files lie in the package; emoji/build.mjs made them, data/README.md tells whose drawings they are. */
const FILES = {
  'noto.png': '6d7ba2a41122f8ef8d84d4317e2d49e7bb0abbe5fdf9080e203c4cd97be489d0',
  'twemoji.png': '8b3172f435d5f7fc1baf3e8034fe5da882eb626ac5a6cfb0e36c7071a355ca60',
  'emoji.json': '58e8966153cd3f24dc8deb698f03b68d8fef1e6a84b89190f552a42f86971bdb',
};

/** Pixels of an emoji's side. */
const SIDE = 32;
/** Share of the groups that are for testing. */
const TEST = 0.2;

/** The categories of Unicode; an image's label is its category's place here. */
export const EMOJI_CATEGORIES = [
  'Smileys & Emotion',
  'People & Body',
  'Component',
  'Animals & Nature',
  'Food & Drink',
  'Travel & Places',
  'Activities',
  'Objects',
  'Symbols',
  'Flags',
] as const;
export type EmojiCategory = (typeof EMOJI_CATEGORIES)[number];

/** Emoji in two styles of drawing: x by Google (Noto Emoji), y by Twitter (Twemoji). */
export interface EmojiSet extends AlignedImages {
  /** such as "flag-no" */
  readonly names: readonly string[];
}

interface Entry {
  code: string;
  name: string;
  category: EmojiCategory;
  /** index of the first emoji of its group */
  group: number;
}

const read = (file: keyof typeof FILES) => readPackaged(`emoji/${file}`, FILES[file]);

/** Every emoji of a sheet, bytes [N, SIDE, SIDE, 3]. */
const readSheet = async (file: 'noto.png' | 'twemoji.png', count: number) =>
  cutSheet(readPNG(await read(file), file), SIDE, count);

/**
 * 1,911 emoji (skin tones left out), each drawn by Google (Noto Emoji 2.048, Apache-2.0) and by Twitter (Twemoji
 * 16.0.1, CC BY 4.0), 32x32 RGB on white. Batches of x and of y are images [B, 32, 32, 3] in [-1, 1] with labels [B],
 * their places in EMOJI_CATEGORIES.
 *
 * Training and test set share no series and no drawing: a clock face goes where all clock faces go, the woman who runs
 * where the man does, and a flag where the flags go that look the same (`groups`).
 *
 * @param category this one only; 'Flags' is the set EMO-FLAG
 * @throws Error when a file of the package is missing or damaged
 */
export async function emoji({ split, category }: { split: Split; category?: EmojiCategory }): Promise<EmojiSet> {
  const entries = JSON.parse(Buffer.from(await read('emoji.json')).toString('utf8')) as Entry[];
  const [noto, twemoji] = await Promise.all([
    readSheet('noto.png', entries.length),
    readSheet('twemoji.png', entries.length),
  ]);
  const chosen = entries.flatMap((entry, i) =>
    hashedSplit(entries[entry.group]!.code, TEST) === split && (category ?? entry.category) === entry.category
      ? [i]
      : [],
  );
  const labels = Uint8Array.from(entries, (entry) => EMOJI_CATEGORIES.indexOf(entry.category));
  const set = (style: string, images: Uint8Array) => {
    const name = `${style} ${category ?? 'emoji'} ${split}`;
    return new LabelledImages({ name, images, labels, shape: [SIDE, SIDE, 3], pixels: 'signed' }).subset(chosen);
  };
  return {
    x: set('Noto', noto),
    y: set('Twemoji', twemoji),
    groups: chosen.map((i) => entries[i]!.group),
    names: chosen.map((i) => entries[i]!.name),
  };
}
