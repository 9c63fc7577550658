import { expect } from 'chai';
import { runNotebook, type Ended } from 'saddlepoint-course/dist/course/execute/runner';
import type { Notebook } from 'saddlepoint-course/dist/course/release/notebook';
import { notebookOf, shownBy, withCopy } from './copies';

const run = (
  name: string,
  notebook: Notebook,
  limit = 60,
  report?: (e: Ended) => void,
): ReturnType<typeof runNotebook> => withCopy(name, notebook, (file) => runNotebook(file, limit, report));

describe('running a notebook', function () {
  this.timeout(180_000);

  const failing: [string, string, RegExp][] = [
    ['throws', "// a comment\nthrow new Error('at once');", /Error: at once/],
    ['does not type-check', "const n: number = 'a';", /1:7 - Type 'string' is not assignable to type 'number'/],
    [
      'throws in a timer',
      "setTimeout(() => { throw new Error('nobody caught'); }, 1);\nawait new Promise((r) => setTimeout(r, 200));",
      /UncaughtException: Error: nobody caught/,
    ],
    [
      'leaves a promise to fail',
      "Promise.reject(new Error('left'));\nawait new Promise((r) => setTimeout(r, 200));",
      /UnhandledPromiseRejection: Error: left/,
    ],
    ['ends the kernel', 'process.exit(0);', /the kernel died/],
  ];
  for (const [what, source, message] of failing) {
    it(`stops at a cell that ${what}, and names it`, async () => {
      const notebook = notebookOf("console.log('before');", source, "console.log('after');");
      const ended: Ended[] = [];
      const { failure, notebook: shown } = await run('failing', notebook, 60, (e) => ended.push(e));
      expect(failure).to.include({ cell: 2, of: 3, head: source.split('\n').find((line) => !line.startsWith('//')) });
      expect(failure!.message).to.match(message);
      expect(ended.map((e) => e.cell)).to.deep.equal([1, 2]);
      expect(shown.cells.map(shownBy)[0]).to.equal('before\n');
      expect(shown.cells.map(shownBy)[2]).to.equal('');
    });
  }

  it('stops an endless loop when the time is over', async () => {
    const { failure } = await run('loop', notebookOf('while (true) {}'), 10);
    expect(failure?.message).to.match(/the notebook's time was over/);
  });

  it('keeps the last state of what a cell updates, one stream of what it prints, and lets it warn', async () => {
    const { failure, notebook } = await run(
      'shown',
      notebookOf(
        "import { newDisplay } from 'tslab';\nconst d = newDisplay();",
        "for (const n of [1, 2, 3]) { d.html(`<b>${n}</b>`); console.log(n); }\nconsole.warn('careful');",
        "d.html('<b>done</b>');",
      ),
    );
    expect(failure).to.equal(undefined);
    const [, second] = notebook.cells;
    expect(second!.outputs!.filter((o) => o.output_type === 'display_data').map((o) => o.data)).to.deep.equal([
      { 'text/html': '<b>done</b>' },
    ]);
    const streams = second!.outputs!.filter((o) => o.output_type === 'stream').map((o) => [o.name, o.text]);
    expect(streams).to.have.deep.members([
      ['stdout', '1\n2\n3\n'],
      ['stderr', 'careful\n'],
    ]);
  });

  it('can name the cells of before in a shorthand, which tslab alone cannot', async () => {
    const { failure, notebook } = await run(
      'shorthand',
      notebookOf(
        "import 'saddlepoint-course';",
        'const a = 1;\nfunction b() {}',
        'console.log(Object.keys({ a, b }));',
      ),
    );
    expect(failure).to.equal(undefined);
    expect(shownBy(notebook.cells[2])).to.equal("[ 'a', 'b' ]\n");
  });

  it('tells checkAll what its cells have declared, as it is now', async () => {
    const { failure, notebook } = await run(
      'all',
      notebookOf(
        "import { checkAll } from 'saddlepoint-course';",
        'const eStep = () => 1;\nconst mStep = 3;',
        'const eStep = () => [[0.5]];',
        "await checkAll('04');",
      ),
    );
    expect(failure).to.equal(undefined);
    expect(shownBy(notebook.cells[3]))
      .to.match(/failed +04\.2 The E step/)
      .and.match(/not written +04\.1 .*Run the cell that declares freeEnergy/)
      .and.match(/not written +04\.3 .*Run the cell that declares mStep/);
  });

  it('says so when there is no such notebook', async () => {
    const refused = await runNotebook('test-results/none.ipynb', 10).catch((error: unknown) => error);
    expect(refused)
      .to.be.an('error')
      .with.property('message')
      .that.matches(/none\.ipynb/);
  });
});
