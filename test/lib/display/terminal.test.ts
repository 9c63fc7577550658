import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { curves, imageGrid, saveFigure, show, showFile, savePicture, table } from './figures';
import { attended, printed } from './kernel';
import { elements, texts } from './svg';

const figure = curves({ D: [1, 2, 3] }, { title: 'Losses of D' });

/** Calls f as if somebody sat at a terminal in this folder, and gives what was printed. */
async function attendedIn(folder: string, f: () => unknown): Promise<string> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await attended(f);
  } finally {
    process.chdir(before);
  }
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'saddlepoint-test-'));

describe('showing from a script', () => {
  it('writes a figure to a file and says where, when nobody watches', async () => {
    const said = await printed(() => {
      show(figure);
    });
    const [, path] = /^figure written to (.*-losses-of-d\.svg)\n$/.exec(said)!;
    expect(texts(readFileSync(path!, 'utf8'))).to.contain('Losses of D');
  });

  it('opens nodeplotlib where somebody watches and has it installed', async () => {
    const here = folder();
    const module = join(here, 'node_modules', 'nodeplotlib');
    mkdirSync(module, { recursive: true });
    writeFileSync(
      join(module, 'index.js'),
      'exports.plot = (data, layout) => console.log(String(data[0].y), layout.title.text)',
    );
    const said = await attendedIn(here, () => {
      show(figure);
    });
    expect(said).to.equal('1,2,3 Losses of D\n');
  });

  it('says what to install where it is not', async () => {
    const said = await attendedIn(folder(), () => {
      show(figure);
    });
    expect(said).to.match(/^figure written to .*\.svg\nto see figures in the browser: npm install nodeplotlib\n$/);
  });

  it('writes pictures and prints tables', async () => {
    const picture = await imageGrid([new Uint8Array(4)], { title: 'Black' });
    const stored = join(folder(), 'stored.png');
    savePicture(stored, picture);
    const said = await printed(() => {
      show(picture);
      showFile(stored);
      show(table([['a', 1]]));
    });
    const [first, second, last] = said.split('\n');
    expect(first).to.match(/^picture written to .*-black\.png$/);
    expect(readFileSync(/ to (.*)$/.exec(second!)![1]!)).to.deep.equal(picture.png);
    expect(last).to.equal('a  1');
  });
});

describe('a saved figure', () => {
  it('is a picture, or a page that needs no network and runs no text of the figure', () => {
    const [svg, html] = [join(folder(), 'a.svg'), join(folder(), 'a.html')];
    saveFigure(svg, figure);
    elements(readFileSync(svg, 'utf8'));
    saveFigure(html, curves({ '</script><script>alert(1)</script>': [1] }));
    const page = readFileSync(html, 'utf8');
    expect(page)
      .to.not.contain('<script>alert')
      .and.not.match(/<script [^>]*src/);
    expect(page).to.contain("Plotly.newPlot('figure'");
    expect(page.length, 'plotly is in it').to.be.above(3_000_000);
  });

  it('has a name that says which', () => {
    expect(() => {
      saveFigure('a.png', figure);
    }).to.throw(/a\.png: expected a name that ends in \.svg or \.html/);
  });
});
