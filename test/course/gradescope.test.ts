import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import type { Results } from 'saddlepoint-course/dist/course/grade/gradescope';
import { autograder } from 'saddlepoint-course/dist/course/gradescope/zip';
import { formatNotebook } from 'saddlepoint-course/dist/course/release/store';
import { handedIn, rewritten } from './grade.handed-in';

describe('the autograder for Gradescope', function () {
  this.timeout(300_000);
  let root: string;
  let zip: Buffer;
  const at = (...path: string[]): string => join(root, ...path);

  /** A folder laid out as Gradescope lays out /autograder, with the zip unpacked and setup.sh's packages in it. */
  before(() => {
    zip = autograder('.', '04-em');
    mkdirSync('test-results', { recursive: true });
    root = resolve(mkdtempSync(join('test-results', 'gradescope-')));
    for (const [name, bytes] of Object.entries(unzipSync(zip))) {
      mkdirSync(dirname(at('source', name)), { recursive: true });
      writeFileSync(at('source', name), bytes);
    }
    chmodSync(at('source', 'run_autograder'), 0o755);
    linkPackages(at('source', 'node_modules'));
    mkdirSync(at('submission'));
  });
  after(() => {
    rmSync(root, { recursive: true });
  });

  /** Hard links, since the wall shows a student's process no folder but the course's own. */
  function linkPackages(to: string): void {
    const { status, stderr } = spawnSync('cp', ['-al', resolve('node_modules'), to], { encoding: 'utf8' });
    expect(status, stderr).to.equal(0);
    for (const [name, folder] of [
      ['saddlepoint', 'lib'],
      ['saddlepoint-course', 'course'],
    ] as const) {
      expect(lstatSync(join(to, name)).isSymbolicLink()).to.equal(true);
      rmSync(join(to, name));
      symlinkSync(join('..', folder), join(to, name));
    }
  }

  function run(files: Record<string, string>): Results {
    rmSync(at('submission'), { recursive: true });
    mkdirSync(at('submission'));
    for (const [name, text] of Object.entries(files)) writeFileSync(at('submission', name), text);
    const env = { ...process.env, AUTOGRADER_ROOT: root };
    const { status, stdout, stderr } = spawnSync(at('source', 'run_autograder'), { env, encoding: 'utf8' });
    expect(status, stdout + stderr).to.equal(0);
    return JSON.parse(readFileSync(at('results', 'results.json'), 'utf8')) as Results;
  }

  it('grades what was handed in, under whatever name, in a clean folder', () => {
    const answer = 'const eStep = (rows: number[][]) => rows;';
    const results = run({ 'my copy (2).ipynb': formatNotebook(handedIn(['04.1', '04.5'], rewritten('04.2', answer))) });
    expect(results.tests.map((t) => [t.number, t.score, t.max_score])).to.deep.equal([
      ['04.1', 3, 3],
      ['04.2', 0, 3],
      ['04.3', 0, 4],
      ['04.4', 0, 3],
      ['04.5', 3, 3],
    ]);
    expect(results.score).to.equal(6);
  });

  it('says what it wants when there is no notebook, or more than one', () => {
    for (const files of [{}, { 'a.txt': '' }, { 'a.ipynb': '{}', 'b.ipynb': '{}' }] as Record<string, string>[]) {
      expect(run(files)).to.deep.include({ score: 0, output: 'Hand in one notebook, 04-em.ipynb.' });
    }
  });

  it('has the two scripts that Gradescope runs, may run them, and holds no other master, no student edition, no data', () => {
    const names = Object.keys(unzipSync(zip));
    expect(names).to.include.members(['setup.sh', 'run_autograder', 'package-lock.json', 'solutions/04-em.ipynb']);
    expect(names.filter((n) => /^(solutions|notebooks|data|node_modules)\//.test(n))).to.deep.equal([
      'solutions/04-em.ipynb',
    ]);
    const listed = spawnSync(
      'python3',
      [
        '-c',
        'import sys, zipfile\nfor i in zipfile.ZipFile(sys.argv[1]).infolist(): print(oct(i.external_attr >> 16), i.filename)',
        writeZip(),
      ],
      { encoding: 'utf8' },
    ).stdout;
    expect(listed).to.contain('0o755 setup.sh').and.contain('0o755 run_autograder').and.contain('0o644 package.json');
    expect(autograder('.', '04-em').equals(zip), 'the same bytes again').to.equal(true);
    expect(readdirSync(at('source'))).to.include('assignment.txt');
  });

  const writeZip = (): string => {
    writeFileSync(at('autograder.zip'), zip);
    return at('autograder.zip');
  };
});
