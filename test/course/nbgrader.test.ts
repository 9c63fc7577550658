import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { graderOf, readNotebook, type Cell } from 'saddlepoint-course/dist/course/release/notebook';
import { installNbgrader, python } from './nbgrader.env';

const names = readdirSync('solutions').map((file) => file.slice(0, -'.ipynb'.length));

/** nbgrader's own checks of what it is given: the schema of its metadata, and checksums that fit. */
const CHECK = `
import sys, nbformat
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import compute_checksum
for file in sys.argv[1:]:
    nb = nbformat.read(file, as_version=4)
    nbformat.validate(nb)
    MetadataValidator().validate_nb(nb)
    for cell in nb.cells:
        said = cell.metadata.get("nbgrader", {}).get("checksum")
        assert said is None or said == compute_checksum(cell), cell.metadata.nbgrader.grade_id
`;

describe('our masters in nbgrader 0.9', function () {
  this.timeout(300_000);
  let course: string;
  before(function () {
    const why = installNbgrader();
    if (why !== undefined) {
      console.log(`      skipped: ${why}`);
      this.skip();
    }
    course = mkdtempSync(join(tmpdir(), 'saddlepoint-nbgrader-'));
    const args = ['course/dist/course/release/main.js', '--nbgrader', course];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(status, stdout + stderr).to.equal(0);
  });
  after(() => {
    if ((course as string | undefined) !== undefined) rmSync(course, { recursive: true });
  });

  it('have metadata that it finds valid, in solutions/, notebooks/ and the release, with its own checksums', () => {
    const files = names.flatMap((n) => [
      `solutions/${n}.ipynb`,
      `notebooks/${n}.ipynb`,
      join(course, 'release', n, `${n}.ipynb`),
    ]);
    const { status, words } = python(['-c', CHECK, ...files], '.');
    expect(status, words).to.equal(0);
  });

  it('are made by its generate_assignment into what our release is, but for the words of a stub', () => {
    renameSync(join(course, 'release'), join(course, 'ours'));
    const { status, words } = python(['-m', 'nbgrader', 'generate_assignment', '--assignment=*', '--no-db'], course);
    expect(status, words).to.equal(0);
    for (const name of names) {
      const [theirs, ours] = ['release', 'ours'].map((step) => readNotebook(join(course, step, name, `${name}.ipynb`)));
      const compared = (cells: Cell[]): unknown[] => cells.map(withoutStub);
      expect(compared(ours!.cells), name).to.deep.equal(compared(theirs!.cells));
      expect(readFileSync(join(course, 'release', name, `${name}.ipynb`), 'utf8')).to.not.match(/BEGIN SOLUTION/);
    }
  });
});

/** A cell without what depends on the words of a stub. */
function withoutStub(cell: Cell): unknown {
  const grader = graderOf(cell);
  if (grader?.solution !== true || cell.cell_type !== 'code') return { ...cell, id: '' };
  const { checksum, ...rest } = grader;
  expect(checksum).to.match(/^[0-9a-f]{32}$/);
  return {
    ...cell,
    id: '',
    source: cell.source.replace(/throw new Error\('.*'\);/g, ''),
    metadata: { ...cell.metadata, nbgrader: rest },
  };
}
