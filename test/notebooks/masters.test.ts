import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';
import { loadSpec } from 'saddlepoint-course/dist/course/check/specs';
import { PYTHON, runNotebook, type Ended } from 'saddlepoint-course/dist/course/execute/runner';
import { cleaned } from 'saddlepoint-course/dist/course/execute/outputs';
import { graderOf, readNotebook, type Cell, type Notebook } from 'saddlepoint-course/dist/course/release/notebook';
import { studentEdition } from 'saddlepoint-course/dist/course/release/release';
import { shownBy, withCopy } from './copies';

/** A notebook takes two minutes on two idle cores; a busy machine, or one with the slowest engine, has more time. */
const LIMIT_S = 120 * Number(process.env['SADDLEPOINT_PATIENCE'] ?? 5);

const names = readdirSync('solutions')
  .filter((file) => file.endsWith('.ipynb'))
  .map((file) => file.slice(0, -'.ipynb'.length));

const words = (failure: Ended | undefined): string =>
  failure === undefined ? 'all cells ran' : `cell ${failure.cell}, ${failure.head}: ${failure.message}`;

const checksOf = (notebook: Notebook): Cell[] => notebook.cells.filter((c) => /^await check\(/m.test(c.source));

/**
 * A student's first minute, nothing written yet: the imports, the types that stubs may name, the stubs and the checks;
 * not the cells between, which use the exercises.
 */
function firstMinute(edition: Notebook): Notebook {
  const code = edition.cells.filter((cell) => cell.cell_type === 'code');
  const given = (cell: Cell): boolean => graderOf(cell) === undefined && !/^import /.test(cell.source);
  return { ...edition, cells: code.map((cell) => (given(cell) ? { ...cell, source: typesIn(cell.source) } : cell)) };
}

function typesIn(source: string): string {
  const { statements } = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true);
  const types = statements.filter((s) => ts.isTypeAliasDeclaration(s) || ts.isInterfaceDeclaration(s));
  return types.map((s) => s.getText()).join('\n');
}

describe('notebooks in the tslab kernel', function () {
  this.timeout((LIMIT_S + 60) * 1000);
  before(() => {
    if (!existsSync(PYTHON)) throw new Error('There is no .venv with Jupyter yet: run npm start -- --check first.');
  });

  for (const name of names) {
    it(`${name}: the master runs, and passes its own checks`, async function () {
      const began = Date.now();
      const master = readNotebook(join('solutions', `${name}.ipynb`));
      const run = await withCopy(name, master, (file) => runNotebook(file, LIMIT_S));
      expect(words(run.failure)).to.equal('all cells ran');
      const checks = checksOf(run.notebook);
      expect(checks.length).to.equal(loadSpec(name).exercises.length);
      for (const cell of checks) expect(shownBy(cell), cell.source).to.contain('All visible tests passed');
      expect(() => cleaned(run.notebook), 'its outputs').to.not.throw();
      console.log(`      ${name}: ${Math.round((Date.now() - began) / 1000)} s`);
    });

    it(`${name}: the student edition says what is not written yet`, async () => {
      const edition = studentEdition(readNotebook(join('solutions', `${name}.ipynb`)), loadSpec(name));
      const run = await withCopy(`${name}-student`, firstMinute(edition), (file) => runNotebook(file, LIMIT_S));
      expect(words(run.failure)).to.equal('all cells ran');
      for (const cell of checksOf(run.notebook)) expect(shownBy(cell), cell.source).to.contain('not written yet');
    });
  }
});
