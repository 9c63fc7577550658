import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { loadSpec } from 'saddlepoint-course/dist/course/check/specs';
import { frame } from 'saddlepoint-course/dist/course/grade/frame';
import { MAX_BYTES, takeIn } from 'saddlepoint-course/dist/course/grade/intake';
import { findSubmissions, type Submission } from 'saddlepoint-course/dist/course/grade/submissions';
import { graderOf, type Cell, type Notebook } from 'saddlepoint-course/dist/course/release/notebook';
import { studentEdition } from 'saddlepoint-course/dist/course/release/release';
import { formatNotebook } from 'saddlepoint-course/dist/course/release/store';
import { cellOf, toyMaster } from './toy/master';

const spec = loadSpec('99-toy', join(__dirname, 'toy'));
const edition = (): Notebook => studentEdition(toyMaster(), spec);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'saddlepoint-submissions-'))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(path: string, content: string | Buffer = ''): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

describe('findSubmissions', () => {
  const short = (found: Submission[]): string[] => found.map((s) => `${s.student} ${s.notebook} ${s.submitted ?? '-'}`);

  it("reads nbgrader's tree, by student, with and without a time", () => {
    put('bob/04-em/04-em.ipynb');
    put('ada/04-em/04-em.ipynb');
    put('ada/04-em/timestamp.txt', '2026-02-02 15:58:23.948203 UTC\n');
    put('ada/11-dcgan/11-dcgan.ipynb');
    put('ada/11-dcgan/timestamp.txt', '2026-02-02T15:58:23+01:00');
    put('ada/99-other/99-other.ipynb');
    put('.git/04-em/04-em.ipynb');
    expect(short(findSubmissions(folder, ['04-em', '11-dcgan']))).to.deep.equal([
      'ada 04-em 2026-02-02T15:58:23.948Z',
      'ada 11-dcgan 2026-02-02T14:58:23.000Z',
      'bob 04-em -',
    ]);
  });

  it('reads a flat folder, and one file, when it is said which notebook they are', () => {
    const file = put('ada.ipynb');
    put('bob.ipynb');
    expect(short(findSubmissions(folder, ['04-em']))).to.deep.equal(['ada 04-em -', 'bob 04-em -']);
    expect(short(findSubmissions(file, ['04-em']))).to.deep.equal(['ada 04-em -']);
    expect(() => findSubmissions(file, ['04-em', '11-dcgan'])).to.throw('say which notebook this is');
  });

  it('names a folder that is not there, and one without a submission', () => {
    expect(() => findSubmissions(join(folder, 'nowhere'), ['04-em'])).to.throw('there is no such file or folder');
    expect(() => findSubmissions(folder, ['04-em'])).to.throw('no submission of 04-em there');
  });
});

describe('takeIn', () => {
  const of = (content: string | Buffer): ReturnType<typeof takeIn> =>
    takeIn({ student: 'ada', notebook: '99-toy', file: put('ada.ipynb', content) });
  const good = formatNotebook(toyMaster());
  const deep = `{"cells": [], "metadata": {"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}, "nbformat": 4}`;
  const damaged: [string, string | Buffer, RegExp][] = [
    ['an empty file', '', /The notebook: the file is empty/],
    ['a file that was cut off', good.slice(0, 500), /the file is damaged \(it is not JSON\)/],
    ['JSON that is no notebook', '{"a": 1}', /this is JSON, but not a notebook/],
    ['a list', '[1, 2]', /this is JSON, but not a notebook/],
    ['another format', '{"cells": [], "nbformat": 3}', /its nbformat is 3/],
    ['cells that are none', '{"cells": [7], "nbformat": 4}', /cell 1 is no notebook cell/],
    ['a cell without text', '{"cells": [{"cell_type": "code"}], "nbformat": 4}', /cell 1 has no text/],
    ['other than UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), /not text in UTF-8/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47]), /not text in UTF-8/],
    ['brackets a hundred thousand deep', deep, /nested deeper than a notebook can be/],
    ['100 MB', Buffer.alloc(100_000_000, 0x20), /has 100 MB; 20 MB is the most/],
  ];
  for (const [what, content, words] of damaged) {
    it(`gives the reason for ${what}`, () => {
      expect(of(content)).to.have.property('refused').that.matches(words);
    });
  }

  it('reads Windows line ends, and a byte order mark', () => {
    const { notebook } = of(`\uFEFF${good.replaceAll('\n', '\r\n')}`);
    expect(notebook?.cells.map((c) => c.source)).to.deep.equal(toyMaster().cells.map((c) => c.source));
  });

  it('follows no link, and takes a folder for no file', () => {
    const secret = put('secret/bob.ipynb', good);
    const link = join(folder, 'ada.ipynb');
    symlinkSync(secret, link);
    expect(takeIn({ student: 'ada', notebook: '99-toy', file: link }).refused).to.contain('a link to another file');
    symlinkSync(join(folder, 'secret'), join(folder, 'eve'));
    put('secret/99-toy/99-toy.ipynb', good);
    const [eve] = findSubmissions(folder, ['99-toy']).filter((s) => s.student === 'eve');
    expect(takeIn(eve!).refused).to.contain('a link to another file');
    expect(takeIn({ student: 'ada', notebook: '99-toy', file: folder }).refused).to.contain('is no file');
  });

  it('holds a file that this machine cannot read against nobody: it throws', () => {
    expect(() => takeIn({ student: 'ada', notebook: '99-toy', file: join(folder, 'gone.ipynb') })).to.throw('ENOENT');
    expect(MAX_BYTES).to.be.above(2e6);
  });
});

describe('frame', () => {
  const grader = (cell: Cell): Record<string, unknown> => cell.metadata.nbgrader as unknown as Record<string, unknown>;
  /** The frame of an edition that a student has changed. */
  const framed = (change: (n: Notebook) => unknown): ReturnType<typeof frame> => {
    const submitted = edition();
    change(submitted);
    return frame(submitted, edition());
  };

  it('takes the solution cells and nothing else', () => {
    const { notebook, findings, missing } = framed((n) => {
      cellOf(n, 'mean').source = 'const mean = 1;';
      cellOf(n, 'given').source = 'const sum = () => 0;';
      n.cells.push({ cell_type: 'code', metadata: {}, source: 'more' });
    });
    const expected = edition();
    cellOf(expected, 'mean').source = 'const mean = 1;';
    expect(notebook).to.deep.equal(expected);
    expect(findings).to.deep.equal([]);
    expect(missing.size).to.equal(0);
  });

  const odd: [string, (n: Notebook) => unknown, RegExp, string?][] = [
    ['a cell that was deleted', (n) => n.cells.splice(3, 1), /^Cell 99.1 is missing.$/, '99.1'],
    ['a copy of a cell', (n) => n.cells.push(structuredClone(cellOf(n, 'mean'))), /^Cell 99.1 is there 2 times.$/],
    [
      'two versions of a cell',
      (n) => n.cells.push({ ...structuredClone(cellOf(n, 'mean')), source: 'other' }),
      /there 2 times/,
      '99.1',
    ],
    ['another order', (n) => n.cells.reverse(), /in another order/],
    ['a locked cell that was edited', (n) => (cellOf(n, 'mean-check').source = '1;'), /^Cell 99.1-check is locked/],
    [
      'a foreign grade_id',
      (n) => (grader(cellOf(n, 'reflect'))['grade_id'] = 'x'),
      /grade_id "x", which this notebook/,
    ],
    ['a grade_id that is no text', (n) => (grader(cellOf(n, 'mean'))['grade_id'] = 7), /Cell 99.1 is missing/, '99.1'],
    [
      'a cell of another type',
      (n) => (cellOf(n, 'mean').cell_type = 'markdown'),
      /turned into a markdown cell/,
      '99.1',
    ],
    ['another kernel', (n) => (n.metadata['kernelspec'] = { name: 'python3' }), /saved with the kernel "python3"/],
    ['no kernel', (n) => delete n.metadata['kernelspec'], /saved with the kernel "none"/],
    ['no cells', (n) => (n.cells = []), /Cell 99.1 is missing/, '99.1'],
  ];
  for (const [what, change, words, lost] of odd) {
    it(`reports ${what}`, () => {
      const { findings, missing } = framed(change);
      expect(findings.join('\n')).to.match(new RegExp(words.source, 'm'));
      if (lost === undefined) expect([...missing.keys()]).to.deep.equal([]);
      else expect([...missing.keys()]).to.contain(lost);
    });
  }

  it('hands on what is graded by hand, and an answer that was left as it was as empty', () => {
    expect(framed(() => undefined).manual).to.deep.equal([{ grade_id: 'reflect', maxPoints: 1, answer: '' }]);
    const { manual } = framed((n) => (cellOf(n, 'reflect').source = 'Because.'));
    expect(manual).to.deep.equal([{ grade_id: 'reflect', maxPoints: 1, answer: 'Because.' }]);
    expect(graderOf(cellOf(edition(), 'reflect'))?.points).to.equal(1);
  });
});
