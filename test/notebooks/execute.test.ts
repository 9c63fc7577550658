import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { execute } from 'saddlepoint-course/dist/course/execute/execute';
import { readNotebook } from 'saddlepoint-course/dist/course/release/notebook';
import { notebookOf, shownBy, withCopy } from './copies';

const quiet = (): void => undefined;

describe('npm run execute', function () {
  this.timeout(180_000);

  it('stores what the cells show, the same bytes every time', async () => {
    await withCopy('execute', notebookOf('console.log(6 * 7);', '', "console.warn('careful');"), async (file) => {
      expect(await execute(file, 60, quiet)).to.equal(true);
      const bytes = readFileSync(file, 'utf8');
      expect(readNotebook(file).cells.map(shownBy)).to.deep.equal(['42\n', '', 'careful\n']);
      expect(readNotebook(file).cells.map((c) => c.execution_count)).to.deep.equal([1, null, 2]);
      expect(await execute(file, 60, quiet)).to.equal(true);
      expect(readFileSync(file, 'utf8')).to.equal(bytes);
    });
  });

  it('stores nothing when a cell fails, or when it shows too much', async () => {
    const large = "import { display } from 'tslab';\ndisplay.png(new Uint8Array(300000));";
    await withCopy('execute', notebookOf("throw new Error('no');"), async (file) => {
      const before = readFileSync(file, 'utf8');
      expect(await execute(file, 60, quiet)).to.equal(false);
      expect(readFileSync(file, 'utf8')).to.equal(before);
    });
    await withCopy('execute', notebookOf(large), async (file) => {
      const before = readFileSync(file, 'utf8');
      const refused = await execute(file, 60, quiet).catch((error: unknown) => error);
      expect(refused)
        .to.be.an('error')
        .with.property('message')
        .that.matches(/cell 1 shows an image\/png of 300 kB/);
      expect(readFileSync(file, 'utf8')).to.equal(before);
    });
  });

  const wrong: [string[], RegExp][] = [
    [[], /^Usage: npm run execute/],
    [['04-em', '--limit', 'soon'], /^Usage: npm run execute/],
    [['77-none'], /^solutions\/77-none\.ipynb: cannot be read \(ENOENT\)\.$/],
    [['--faster'], /Unknown option '--faster'/],
  ];
  for (const [args, words] of wrong) {
    it(`says in one line what is wrong with: ${args.join(' ') || 'no name'}`, () => {
      const main = 'course/dist/course/execute/main.js';
      const { status, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
      expect(stderr.trim()).to.match(words);
      expect(status).to.equal(2);
    });
  }
});
