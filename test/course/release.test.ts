import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadSpec } from 'saddlepoint-course/dist/course/check/specs';
import { graderOf, parseNotebook } from 'saddlepoint-course/dist/course/release/notebook';
import { formatNotebook } from 'saddlepoint-course/dist/course/release/store';
import { studentEdition } from 'saddlepoint-course/dist/course/release/release';
import { typeFaults } from 'saddlepoint-course/dist/course/release/typecheck';
import { cellOf, toyMaster } from './toy/master';

const spec = loadSpec('99-toy', join(__dirname, 'toy'));

describe('the student edition', () => {
  const edition = studentEdition(toyMaster(), spec);

  it('has stubs in place of solutions: they throw when called, at the indentation of the solution', () => {
    expect(cellOf(edition, 'mean').source.split('\n')).to.deep.equal([
      '/** The mean of some numbers. */',
      'function mean(xs: number[]): number {',
      "  throw new Error('Exercise 99.1: write mean here, then run this cell again.');",
      '}',
    ]);
    expect(cellOf(edition, 'loss').source).to.match(/\n {4}throw new Error\('Exercise 99.2: write loss here/);
  });

  it('has no solution, no hidden test, no marker and no output', () => {
    const text = formatNotebook(edition);
    expect(text).to.not.match(/(BEGIN|END) (SOLUTION|HIDDEN TESTS)/);
    expect(text).to.not.match(/softplus|\.print\(|Because|shown/);
    for (const cell of edition.cells.filter((c) => c.cell_type === 'code')) {
      expect(cell).to.deep.include({ outputs: [], execution_count: null });
    }
  });

  it('locks the checks and nothing else', () => {
    const locked = edition.cells.filter((c) => c.metadata['editable'] === false && c.metadata['deletable'] === false);
    expect(locked.map((c) => c.id)).to.deep.equal(['mean-check', 'loss-check', 'step-check']);
    expect(graderOf(cellOf(edition, 'mean-check'))).to.deep.equal(graderOf(cellOf(toyMaster(), 'mean-check')));
  });

  it('asks a reflection question without its answer', () => {
    expect(cellOf(edition, 'reflect').source).to.equal('Why?\n\n*Write your answer here.*');
  });

  it('is the same bytes every time, also after a trip through a file, or with Windows line ends and a BOM', () => {
    const bytes = formatNotebook(edition);
    const again = parseNotebook(formatNotebook(toyMaster()), 'toy');
    expect(formatNotebook(studentEdition(again, spec))).to.equal(bytes);
    const master = toyMaster();
    for (const cell of master.cells) cell.source = cell.source.replace(/\n/g, '\r\n');
    const windows = `\uFEFF${formatNotebook(master).replace(/\n/g, '\r\n')}`;
    expect(formatNotebook(studentEdition(parseNotebook(windows, 'toy'), spec))).to.equal(bytes);
  });

  it('type-checks in the compiler of the kernel, as the master does', function () {
    this.timeout(120_000);
    expect(typeFaults(toyMaster())).to.deep.equal([]);
    expect(typeFaults(edition)).to.deep.equal([]);
  });

  it('is refused when a stub does not type-check', function () {
    this.timeout(120_000);
    const master = toyMaster();
    cellOf(master, 'mean').source =
      'const mean: (xs: number[]) => number = (xs: string) => {\n  // BEGIN SOLUTION\n  return 0;\n  // END SOLUTION\n};';
    const [fault] = typeFaults(studentEdition(master, spec));
    expect(fault?.cell).to.equal(3);
    expect(fault?.message).to.match(/^line 1: Type '\(xs: string\) => .*' is not assignable/);
  });
});

describe('npm run release', () => {
  const release = (...args: string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, ['course/dist/course/release/main.js', ...args], { encoding: 'utf8' });

  it('finds the student edition in step with the masters', () => {
    const { status, stdout, stderr } = release('--check');
    expect(`${String(stdout)}${String(stderr)}`).to.not.match(/out of step|cannot|Error/);
    expect(status).to.equal(0);
  });

  it('says in one line what it cannot release', () => {
    const { status, stderr } = release('77-none');
    expect(String(stderr)).to.match(/^solutions\/77-none\.ipynb: cannot be read \(ENOENT\)\.\n$/);
    expect(status).to.equal(2);
  });
});
