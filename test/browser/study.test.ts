import { expect } from 'chai';
import { chromium, type Browser } from 'playwright-core';
import { pairStudy, ready, tf } from 'saddlepoint';
import { findChromium, FLAGS } from './chromium';

/** How JupyterLab shows an HTML output: the markup first, then each script again, as an element of its own. */
const SHOW = `(html) => {
  document.body.innerHTML = html;
  for (const old of document.querySelectorAll('script')) {
    const script = document.createElement('script');
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
}`;

describe('study of pairs in a browser (H-04)', function () {
  this.timeout(60_000);
  let browser: Browser | undefined;

  before(async function () {
    const executablePath = findChromium();
    if (executablePath === undefined) {
      console.log('    skipped: there is no Chromium here (set CHROMIUM_PATH, or install the package chromium)');
      this.skip();
    }
    await ready();
    browser = await chromium.launch({ executablePath, args: FLAGS });
  });
  after(() => browser?.close());

  it('shows one pair at a time, takes clicks and arrow keys, and gives the choices', async () => {
    const images = tf.randomUniform<tf.Rank.R4>([4, 8, 8, 1], -1, 1);
    const study = await pairStudy(images, images);
    images.dispose();
    const page = await browser!.newPage();
    await page.evaluate(`(${SHOW})(${JSON.stringify(study.html)})`);
    const [words, shown] = [page.locator('p'), page.locator('li:visible')];
    expect(await words.textContent()).to.contain('Pair 1 of 4');
    expect(await shown.count()).to.equal(1);
    await page.locator('li:visible img').nth(1).click();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    expect(await words.textContent()).to.contain('Pair 3 of 4');
    await page.locator('li:visible img').nth(0).click();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const choices = /next cell: (\w+)$/.exec((await words.textContent()) ?? '')?.[1];
    expect(choices).to.equal('RLLR');
    expect(study.score(choices!).trials).to.equal(4);
    expect(await shown.count()).to.equal(0);
  });

  it('without scripts, all pairs are there, numbered', async () => {
    const images = tf.zeros<tf.Rank.R4>([3, 8, 8, 1]);
    const { html } = await pairStudy(images, images);
    images.dispose();
    const context = await browser!.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.setContent(html);
    expect(await page.locator('li:visible img').count()).to.equal(6);
    await context.close();
  });
});
