import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { graderOf, parseNotebook, readNotebook } from 'saddlepoint-course/dist/course/release/notebook';
import { formatNotebook, writeNotebook } from 'saddlepoint-course/dist/course/release/store';
import { toyMaster } from './toy/master';

describe('a notebook file', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'saddlepoint-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const damaged: [string, string, RegExp][] = [
    ['empty', '', /bad\.ipynb: the file is empty\.$/],
    ['cut off', formatNotebook(toyMaster()).slice(0, 500), /bad\.ipynb: the file is damaged \(it is not JSON\)\.$/],
    ['no notebook', '[1, 2]', /bad\.ipynb: this is JSON, but not a notebook\.$/],
    ['of an old format', '{"nbformat": 3, "cells": []}', /bad\.ipynb: its nbformat is 3, and 4 is wanted/],
    ['with a broken cell', '{"nbformat": 4, "cells": [5]}', /bad\.ipynb: cell 1 is no notebook cell\.$/],
    [
      'with a cell without text',
      '{"nbformat": 4, "cells": [{"cell_type": "code"}]}',
      /bad\.ipynb: cell 1 has no text\.$/,
    ],
  ];
  for (const [what, content, words] of damaged) {
    it(`that is ${what} gives one clear error`, () => {
      writeFileSync(join(folder, 'bad.ipynb'), content);
      expect(() => readNotebook(join(folder, 'bad.ipynb'))).to.throw(words);
    });
  }

  it('that is not there, or is a folder, gives one clear error', () => {
    expect(() => readNotebook(join(folder, 'none.ipynb'))).to.throw(/none\.ipynb: cannot be read \(ENOENT\)/);
    expect(() => readNotebook(folder)).to.throw(/cannot be read \(EISDIR\)/);
  });

  it('is written whole, with nothing left beside it', () => {
    const file = join(folder, 'deep', 'toy.ipynb');
    writeNotebook(file, toyMaster());
    writeNotebook(file, toyMaster());
    expect(readdirSync(join(folder, 'deep'))).to.deep.equal(['toy.ipynb']);
    expect(readNotebook(file)).to.deep.equal(parseNotebook(formatNotebook(toyMaster()), 'toy'));
  });

  it('has no dot in a grade_id, since nbgrader allows none', () => {
    const ids = (text: string): unknown[] => [...text.matchAll(/"grade_id": "([^"]*)"/g)].map(([, id]) => id);
    const stored = formatNotebook(toyMaster());
    expect(ids(stored)).to.include.members(['99-1', '99-1-check']);
    expect(ids(stored).join()).to.not.contain('.');
    expect(parseNotebook(stored, 'toy').cells.map(graderOf)).to.deep.equal(toyMaster().cells.map(graderOf));
    const dotted = stored.replaceAll('"grade_id": "99-', '"grade_id": "99.').replaceAll('"99.q', '"99-q');
    expect(formatNotebook(parseNotebook(dotted, 'toy'))).to.equal(stored);
  });

  it('keeps a figure and a picture as they were', () => {
    const notebook = toyMaster();
    const figure = { layout: { title: { text: 'a\nb' } }, data: [{ text: 'one\ntwo', source: 'x\ny' }] };
    const data = { 'application/vnd.plotly.v1+json': figure, 'image/svg+xml': '<svg>\n</svg>', 'image/png': 'AA==' };
    notebook.cells[1]!.outputs = [{ output_type: 'display_data', data, metadata: {} }];
    writeNotebook(join(folder, 'figure.ipynb'), notebook);
    expect(readNotebook(join(folder, 'figure.ipynb')).cells[1]!.outputs).to.deep.equal(notebook.cells[1]!.outputs);
  });

  it('is what nbformat itself would write', function () {
    this.timeout(30_000);
    const file = join(folder, 'toy.ipynb');
    writeNotebook(file, toyMaster());
    const script =
      'import nbformat, sys; nb = nbformat.read(sys.argv[1], 4); nbformat.validate(nb); nbformat.write(nb, sys.argv[2])';
    const python = spawnSync('.venv/bin/python', ['-c', script, file, join(folder, 'again.ipynb')], {
      encoding: 'utf8',
    });
    expect(python.stderr).to.equal('');
    expect(readFileSync(join(folder, 'again.ipynb'), 'utf8')).to.equal(readFileSync(file, 'utf8'));
  });
});
