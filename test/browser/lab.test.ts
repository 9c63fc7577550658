import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { chromium, type Browser, type Page } from 'playwright-core';
import { specNames } from 'saddlepoint-course/dist/course/check/specs';
import { graderOf, readNotebook, type Notebook } from 'saddlepoint-course/dist/course/release/notebook';
import { writeNotebook } from 'saddlepoint-course/dist/course/release/store';
import { notebookOf } from '../notebooks/copies';
import { findChromium, FLAGS } from './chromium';
import { startLab, type Lab } from './lab';

const FILE = 'test-results/browser.ipynb';

const FIGURE = `import { curves, show } from 'saddlepoint';
const x = Array.from({ length: 101 }, (_, i) => (i - 50) / 10);
const density = (mean: number) => x.map((v) => Math.exp(-((v - mean) ** 2) / 2) / Math.sqrt(2 * Math.PI));
show(curves({ 'N(-1, 1)': { x, y: density(-1) }, 'N(2, 1)': { x, y: density(2) } }, { x: 'x', y: 'density' }));`;

/** Of the first master: its imports, its first exercise as solved there, the check; with a figure between. */
function smallNotebook(): Notebook {
  const master = readNotebook(join('solutions', `${specNames()[0]}.ipynb`));
  const code = master.cells.filter((c) => c.cell_type === 'code');
  const first = code.findIndex((c) => graderOf(c)?.solution === true);
  const check = code.find((c) => graderOf(c)?.grade === true)!;
  const imports = code.find((c) => c.source.startsWith('import '))!;
  return { ...master, cells: notebookOf(...[imports.source, FIGURE, code[first]!.source, check.source]).cells };
}

describe('JupyterLab in a browser', function () {
  this.timeout(180_000);
  let lab: Lab | undefined;
  let browser: Browser | undefined;
  let tab: Page | undefined;

  before(async function () {
    const executablePath = findChromium();
    if (executablePath === undefined) {
      console.log('    skipped: there is no Chromium here (set CHROMIUM_PATH, or install the package chromium)');
      this.skip();
    }
    mkdirSync('test-results', { recursive: true });
    writeNotebook(FILE, smallNotebook());
    lab = await startLab();
    browser = await chromium.launch({ executablePath, args: FLAGS });
    tab = await browser.newPage({ viewport: { width: 1300, height: 1500 } });
  });

  afterEach(() => tab?.screenshot({ path: 'test-results/lab.png' }));
  after(async () => {
    await browser?.close();
    await lab?.stop();
    rmSync(FILE, { force: true });
  });

  it('runs a notebook: an interactive figure, a check that passes, no error', async () => {
    const page = tab!;
    await page.goto(lab!.url(FILE));
    await page.locator('.jp-Notebook .jp-CodeCell').nth(3).waitFor({ timeout: 60_000 });
    // Cells that are run before the kernel has answered once are lost.
    await page.getByText('TypeScript | Idle').waitFor({ timeout: 60_000 });
    await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
    const table = page.locator('table.saddlepoint-check');
    await table.waitFor({ timeout: 90_000 });
    await page.locator('.js-plotly-plot .main-svg').first().waitFor({ timeout: 30_000 });
    expect(await page.getByText('All visible tests passed').count()).to.equal(1);
    expect(await table.locator('tr').count()).to.be.at.least(2);
    expect(await page.locator('.js-plotly-plot .scatterlayer .trace').count()).to.equal(2);
    for (const kind of ['error', 'stderr']) {
      expect(await page.locator(`[data-mime-type="application/vnd.jupyter.${kind}"]`).allInnerTexts()).to.deep.equal(
        [],
      );
    }
  });
});
