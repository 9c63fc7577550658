// Makes fonts.png and fonts.json of this folder from the npm packages that hold the fonts:
//
//     node lib/fonts/build.mjs FOLDER     (installs them, and what reads and draws them, into this folder: 250 MB)
//
// Three fonts of a package, from light to heavy, where it has so many; one of the three is italic where it has italics,
// by turns the light, the middle and the heavy one, so that weight does not tell the slant. The capitals A to Z of a
// font make one row of the sheet, white on black, 32x32 pixels each.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { PNG } from 'pngjs';

const SIDE = 32;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Pixels: height of an H, unless the font's widest letter or lowest tail would come nearer to the edge than this. */
const CAP_HEIGHT = 18;
const EDGE = 1;
/** Strokes of weight 100 are thinner than half a pixel: more dim than thin. */
const LIGHTEST = 200;

const VERSION = '5.3.0';
const VERSIONS = { 'source-serif-4': '5.3.1' };
const TOOLS = ['fontkit@2.0.4', '@napi-rs/canvas@1.1.1'];
/** One line a design: widths of one skeleton, or the same with and without serifs, belong together. */
const DESIGNS = `
  Alegreya: alegreya alegreya-sans
  Archivo: archivo archivo-narrow
  Barlow: barlow barlow-condensed
  Encode Sans: encode-sans encode-sans-semi-expanded
  Fira Sans: fira-sans fira-sans-extra-condensed
  IBM Plex: ibm-plex-sans ibm-plex-sans-condensed ibm-plex-serif
  Roboto: roboto roboto-condensed roboto-serif
  Saira: saira saira-extra-condensed`;
/** Each a design of its own. */
const SINGLE = `
  dosis exo-2 inter josefin-sans jost kanit krona-one lato lexend-zetta libre-franklin michroma montserrat nunito
  open-sans oswald overpass poppins raleway special-gothic-expanded-one titillium-web work-sans zalando-sans-expanded
  aleo besley bitter bodoni-moda cormorant-garamond crimson-pro eb-garamond faustina fraunces gelasio hepta-slab
  inknut-antiqua libre-baskerville literata lora merriweather newsreader noto-serif petrona piazzolla playfair-display
  rokkitt source-serif-4 spectral taviraj vollkorn zilla-slab`;

const words = (text) => text.trim().split(/\s+/);
const sources = [
  ...DESIGNS.trim()
    .split('\n')
    .flatMap((line) => {
      const [design, packages] = line.trim().split(': ');
      return words(packages).map((id) => ({ id, design }));
    }),
  ...words(SINGLE).map((id) => ({ id })),
].map(({ id, design }) => ({ id, design, name: `@fontsource/${id}@${VERSIONS[id] ?? VERSION}` }));

/** Which files of a package: [weight, style]. */
function choose({ weights, styles }, turn) {
  const from = weights.filter((weight) => weight >= LIGHTEST);
  const chosen = [...new Set([from[0], from[Math.floor((from.length - 1) / 2)], from.at(-1)])];
  const italic = styles.includes('italic') ? turn % 3 : -1;
  return chosen.map((weight, i) => [weight, i === italic ? 'italic' : 'normal']);
}

/** Bytes [height, width] of an outline whose origin lies at (x, y), `scale` pixels a unit. */
function raster({ createCanvas, Path2D }, path, [width, height], [scale, x, y]) {
  const context = createCanvas(width, height).getContext('2d');
  context.setTransform(scale, 0, 0, -scale, x, y);
  context.fill(new Path2D(path.toSVG()));
  const { data } = context.getImageData(0, 0, width, height);
  return Uint8Array.from({ length: width * height }, (_, i) => data[4 * i + 3]);
}

/**
 * Slope of the font's strokes, right by up, from its H: where the middle between its left and its right edge lies at
 * 30 % and at 70 % of its height. (The angle in the tables of a font is 0 for some italics.)
 */
function slope(canvas, path) {
  const [width, height] = [1000, 400];
  const scale = height / path.bbox.maxY;
  const bytes = raster(canvas, path, [width, height], [scale, 10 - path.bbox.minX * scale, height]);
  const middle = (row) => {
    const line = bytes.subarray(row * width, (row + 1) * width);
    return (line.findIndex((byte) => byte > 127) + line.findLastIndex((byte) => byte > 127)) / 2;
  };
  return (middle(0.3 * height) - middle(0.7 * height)) / (0.4 * height);
}

const inkWidth = ({ bbox }) => bbox.maxX - bbox.minX;

/** What one font is like, and its letters: bytes [26, SIDE, SIDE]. Its baseline is the same in all of them. */
function draw(canvas, font) {
  const paths = LETTERS.map((letter) => font.glyphForCodePoint(letter.codePointAt(0)).path);
  const H = paths[LETTERS.indexOf('H')];
  const cap = H.bbox.maxY;
  const room = SIDE - 2 * EDGE;
  const reach = Math.max(...paths.map(({ bbox }) => Math.max(bbox.maxY - cap / 2, cap / 2 - bbox.minY)));
  const scale = Math.min(CAP_HEIGHT / cap, room / Math.max(...paths.map(inkWidth)), room / 2 / reach);
  const images = paths.map((path) => {
    const x = SIDE / 2 - ((path.bbox.minX + path.bbox.maxX) / 2) * scale;
    return raster(canvas, path, [SIDE, SIDE], [scale, x, SIDE / 2 + (cap / 2) * scale]);
  });
  const lean = slope(canvas, H);
  const upright = paths.map((path) => inkWidth(path.transform(1, 0, -lean, 1, 0, 0)));
  const width = upright.reduce((sum, w) => sum + w / cap / paths.length, 0);
  const round = (value, digits) => Number(value.toFixed(digits));
  return { images, width: round(width, 3), slant: round((Math.atan(lean) * 180) / Math.PI, 1) };
}

/** The fonts of one package, with what must be said of them. */
function read({ canvas, fontkit, folder }, { id, design, name }, turn) {
  const at = join(folder, 'node_modules/@fontsource', id);
  const metadata = JSON.parse(readFileSync(join(at, 'metadata.json'), 'utf8'));
  const { family, category, license } = metadata;
  if (license.type !== 'OFL-1.1' || !['serif', 'sans-serif'].includes(category))
    throw new Error(`${name} is ${category} under ${license.type}, expected serif or sans-serif under OFL-1.1`);
  const drawn = choose(metadata, turn).map(([weight, style]) => {
    const font = fontkit.create(readFileSync(join(at, `files/${id}-latin-${weight}-${style}.woff`)));
    return { weight, copyright: font.copyright, ...draw(canvas, font) };
  });
  const serif = category === 'serif';
  const about = { family, design: design ?? family, serif, copyright: drawn[0].copyright, package: name };
  return {
    family: { ...about, fonts: drawn.map(({ weight, width, slant }) => ({ weight, width, slant })) },
    rows: drawn.map(({ images }) => images),
  };
}

function writeSheet(file, rows) {
  const [width, height] = [LETTERS.length * SIDE, rows.length * SIDE];
  const data = Buffer.alloc(width * height);
  rows.forEach((images, row) => {
    images.forEach((bytes, column) => {
      for (let y = 0; y < SIDE; y++)
        data.set(bytes.subarray(y * SIDE, (y + 1) * SIDE), (row * SIDE + y) * width + column * SIDE);
    });
  });
  const png = Object.assign(new PNG({ width, height }), { data });
  writeFileSync(file, PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false, deflateLevel: 9 }));
}

if (!process.argv[2]) throw new Error('usage: node lib/fonts/build.mjs FOLDER');
const folder = resolve(process.argv[2]);
mkdirSync(folder, { recursive: true });
const packages = [...TOOLS, ...sources.map(({ name }) => name)];
execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--ignore-scripts', ...packages], {
  stdio: 'inherit',
});
const require = createRequire(join(folder, 'package.json'));
const tools = { canvas: require('@napi-rs/canvas'), fontkit: require('fontkit'), folder };
const all = sources.map((source, i) => read(tools, source, i));
writeSheet(
  join(import.meta.dirname, 'fonts.png'),
  all.flatMap(({ rows }) => rows),
);
const lines = all.map(({ family }) => JSON.stringify(family));
writeFileSync(join(import.meta.dirname, 'fonts.json'), `[\n${lines.join(',\n')}\n]\n`);
