import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { takeIn } from 'saddlepoint-course/dist/course/grade/intake';
import { findSubmissions } from 'saddlepoint-course/dist/course/grade/submissions';
import type { Notebook } from 'saddlepoint-course/dist/course/release/notebook';
import { writeNotebook } from 'saddlepoint-course/dist/course/release/store';
import { handIn, studentName } from 'saddlepoint-course/dist/course/submit/hand-in';
import { inspect, visibleTests, type Look } from 'saddlepoint-course/dist/course/submit/inspect';
import { handedIn, rewritten } from './grade.handed-in';

describe('npm run submit', function () {
  this.timeout(300_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'saddlepoint-submit-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const submit = (...args: string[]): { status: number | null; words: string } => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['course/dist/course/submit/main.js', ...args, '--to', join(folder, 'submitted')],
      { encoding: 'utf8' },
    );
    return { status, words: stdout + stderr };
  };
  /** In the repository, where the kernel finds the course's packages. */
  const stored = (notebook: Notebook): string => {
    mkdirSync('test-results', { recursive: true });
    const file = join('test-results', 'handed-in.ipynb');
    writeNotebook(file, notebook);
    return file;
  };

  it('says what is to mend and hands nothing in; with --anyway it does, so that the grader finds it', () => {
    const file = stored(handedIn(['04.2'], rewritten('04-q1', 'It cannot fall.')));
    const refused = submit('04-em', '--as', 'ada', '--notebook', file);
    expect(refused.status, refused.words).to.equal(1);
    expect(refused.words)
      .to.contain('all 5 exercises and 3 questions are there')
      .and.contain('04-q2 has no answer yet');
    expect(refused.words).to.match(/code cell \d+ of \d+, `.*`: .*Exercise 04\.1: write freeEnergy here/);
    expect(refused.words)
      .to.match(/passed +04\.2/)
      .and.match(/not written +04\.1/);
    expect(refused.words).to.contain('Not handed in: 3 to mend. To hand it in as it is, add --anyway.');
    expect(existsSync(join(folder, 'submitted'))).to.equal(false);

    const { status, words } = submit('04-em', '--as', 'ada', '--notebook', file, '--anyway');
    expect(status, words).to.equal(0);
    const [found, ...others] = findSubmissions(join(folder, 'submitted'), ['04-em']);
    expect(others).to.deep.equal([]);
    expect(found).to.deep.include({ student: 'ada', notebook: '04-em' });
    expect(Date.now() - Date.parse(found!.submitted!)).to.be.within(0, 120_000);
    expect(words).to.contain(`Your receipt: sha256 ${takeIn(found!).sha256}`);
    expect(readFileSync(found!.file)).to.deep.equal(readFileSync(file));
  });

  it("finds with the grader's eyes what is wrong with cells and types", async () => {
    const notebook = handedIn(['04.1'], rewritten('04.2', 'const eStep = (rows: number[][]): number[][] => "no";'));
    notebook.cells = notebook.cells.filter((c) => (c.metadata.nbgrader?.grade_id ?? '') !== '04.3');
    const looks = inspect('04-em', notebook, 'unused', 1);
    const cells = (await looks.next()).value as Look;
    expect(cells.faults).to.include('The cell of exercise 04.3 is not in the notebook.');
    const types = (await looks.next()).value as Look;
    expect(types.faults.join()).to.match(
      /exercise 04\.2, line 1: Type 'string' is not assignable to type 'number\[\]\[\]'/,
    );
  });

  it('stops visible tests that do not end', async () => {
    const file = stored(handedIn([], rewritten('04.1', 'const freeEnergy = () => { while (true); };')));
    expect(await visibleTests('04-em', file, 20)).to.equal(undefined);
  });

  const wrongs: [string, string[], RegExp][] = [
    ['no notebook', [], /^Usage: npm run submit/],
    ['an unknown notebook', ['99-none'], /There is no 99-none; there are 04-em/],
    ['a name that is a path', ['04-em', '--as', '../eve'], /--as \.\.\/eve: a name has letters/],
    ['a file that is not there', ['04-em', '--notebook', 'none.ipynb'], /none\.ipynb: cannot be read \(ENOENT\)/],
    [
      'a file that is no notebook',
      ['04-em', '--notebook', 'package.json'],
      /package\.json: this is JSON, but not a notebook/,
    ],
  ];
  for (const [what, args, words] of wrongs) {
    it(`explains itself when given ${what}`, () => {
      const ran = submit(...args);
      expect(ran.words)
        .to.match(words)
        .and.not.match(/\n {4}at /);
      expect(ran.status).to.equal(2);
    });
  }

  it('writes a receipt that sha256sum understands, and replaces what was handed in before', () => {
    handIn(folder, 'ada', '04-em', Buffer.from('old'), new Date('2026-11-25T22:00:00Z'));
    const { sha256 } = handIn(folder, 'ada', '04-em', Buffer.from('abc'), new Date('2026-11-25T23:00:00Z'));
    // FIPS 180-2, appendix B.1
    expect(sha256).to.equal('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    const place = join(folder, 'ada', '04-em');
    expect(readFileSync(join(place, 'receipt.txt'), 'utf8').split('\n')).to.include(`${sha256}  04-em.ipynb`);
    expect(readFileSync(join(place, 'timestamp.txt'), 'utf8')).to.equal('2026-11-25 23:00:00.000 UTC\n');
    writeFileSync(join(folder, 'x'), '');
    for (const bad of ['', '.', '..', 'a/b', '-rf', 'a b', 'a\nb'])
      expect(() => studentName(bad), bad).to.throw('--as');
  });
});
