// Makes noto.png, twemoji.png and emoji.json of this folder from the npm packages that hold the drawings:
//
//     npm pack emoji-datasource-google@16.0.0 emoji-datasource-twitter@16.0.0     (136 MB), unpacked into two folders
//     node lib/emoji/build.mjs GOOGLE_FOLDER TWITTER_FOLDER
//
// Every base emoji once (skin tones are left out), 64x64 RGBA laid on white and averaged over 2x2 pixels.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';

const SIDE = 32;
const COLUMNS = 44;
/** Two drawings of one style nearer than this (mean |difference| of their pixels, 0 .. 1) are one drawing. */
const SAME = 0.02;
/** Subcategories, and names within one, that draw one thing over and over. */
const SERIES = ['keycap', 'family', 'heart', 'geometric', 'alphanum', 'zodiac', 'arrow', 'skin-tone', 'cat-face'];
const NAMES = [/^clock\d/, /moon/, /brightness/, /_face$/, /medal/, /book$/];

/** The emoji on white at half its size: bytes [SIDE, SIDE, 3]. */
function pixels(file) {
  const { data } = PNG.sync.read(readFileSync(file));
  const rgb = new Uint8Array(SIDE * SIDE * 3);
  for (let i = 0; i < rgb.length; i++) {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % SIDE, Math.floor(i / 3 / SIDE)];
    let sum = 0;
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ]) {
      const at = 4 * ((2 * y + dy) * 2 * SIDE + 2 * x + dx);
      sum += 255 + ((data[at + c] - 255) * data[at + 3]) / 255;
    }
    rgb[i] = Math.round(sum / 4);
  }
  return rgb;
}

/** The same person or thing, whatever the sex, age or direction. */
function series({ unified, subcategory, short_name }) {
  if (SERIES.includes(subcategory)) return subcategory;
  const name = NAMES.find((pattern) => pattern.test(short_name) && !/person|man|woman/.test(short_name));
  if (name && !subcategory.startsWith('animal')) return String(name);
  const people = { '1F468': 'P', '1F469': 'P', '1F9D1': 'P', '1F474': 'P', '1F475': 'P', '1F9D3': 'P', '1F466': 'P' };
  const left = unified.split('-').filter((code) => !['FE0F', '200D', '2640', '2642', '27A1'].includes(code));
  return left.map((code) => people[code] ?? code).join('-');
}

const mirrored = (rgb) =>
  rgb.map((_, i) => rgb[3 * (SIDE * Math.floor(i / 3 / SIDE) + SIDE - 1 - (Math.floor(i / 3) % SIDE)) + (i % 3)]);

function near(a, b) {
  const limit = SAME * 255 * a.length;
  let sum = 0;
  for (let i = 0; i < a.length && sum < limit; i++) sum += Math.abs(a[i] - b[i]);
  return sum < limit;
}

/** For each emoji the number of its group: series, and drawings that are one in some style (or its mirror image). */
function groups(list, styles) {
  const parent = list.map((_, i) => i);
  const root = (i) => (parent[i] === i ? i : (parent[i] = root(parent[i])));
  const join = (i, j) => (parent[Math.max(root(i), root(j))] = Math.min(root(i), root(j)));
  const first = new Map();
  list.forEach((emoji, i) => {
    const key = series(emoji);
    if (first.has(key)) join(first.get(key), i);
    else first.set(key, i);
  });
  for (const images of styles) {
    const flipped = images.map(mirrored);
    for (let i = 0; i < images.length; i++) {
      for (let j = 0; j < i; j++) {
        if (root(i) !== root(j) && (near(images[i], images[j]) || near(images[i], flipped[j]))) join(i, j);
      }
    }
  }
  return list.map((_, i) => root(i));
}

function writeSheet(file, images) {
  const [width, height] = [COLUMNS * SIDE, Math.ceil(images.length / COLUMNS) * SIDE];
  const data = Buffer.alloc(width * height * 3, 255);
  images.forEach((rgb, i) => {
    for (let y = 0; y < SIDE; y++) {
      const to = ((Math.floor(i / COLUMNS) * SIDE + y) * width + (i % COLUMNS) * SIDE) * 3;
      data.set(rgb.subarray(y * SIDE * 3, (y + 1) * SIDE * 3), to);
    }
  });
  const png = Object.assign(new PNG({ width, height }), { data });
  writeFileSync(file, PNG.sync.write(png, { colorType: 2, inputColorType: 2, inputHasAlpha: false, deflateLevel: 9 }));
}

const [google, twitter] = process.argv.slice(2);
if (!twitter) throw new Error('usage: node lib/emoji/build.mjs GOOGLE_FOLDER TWITTER_FOLDER');
const list = JSON.parse(readFileSync(join(google, 'emoji.json'), 'utf8'))
  .filter((emoji) => emoji.has_img_google && emoji.has_img_twitter)
  .sort((a, b) => a.sort_order - b.sort_order);
const styles = { noto: join(google, 'img/google/64'), twemoji: join(twitter, 'img/twitter/64') };
const images = Object.values(styles).map((folder) => list.map(({ image }) => pixels(join(folder, image))));
Object.keys(styles).forEach((style, i) => writeSheet(join(import.meta.dirname, `${style}.png`), images[i]));
const group = groups(list, images);
const rows = list.map(({ unified, short_name, category }, i) =>
  JSON.stringify({ code: unified, name: short_name, category, group: group[i] }),
);
writeFileSync(join(import.meta.dirname, 'emoji.json'), `[\n${rows.join(',\n')}\n]\n`);
