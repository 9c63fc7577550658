import { expect } from 'chai';
import { runNotebook } from 'saddlepoint-course/dist/course/execute/runner';
import { notebookOf, withCopy } from '../../notebooks/copies';
import { curves, displayArea, imageGrid, show } from './figures';
import { inKernel, jupyter, printed } from './kernel';

const PLOTLY = 'application/vnd.plotly.v1+json';
const figure = curves({ D: [1, 2, 3] }, { title: 'Losses' });

describe('showing in a notebook', () => {
  it('finds in the installed tslab the writer of bundles it relies on', () => {
    expect(jupyter).to.have.property('lastWriteDisplayData');
  });

  it('sends one bundle with the interactive and the static figure', async () => {
    const sent = await inKernel(() => {
      show(figure);
    });
    expect(sent.map((s) => s.update)).to.deep.equal([false]);
    expect(Object.keys(sent[0]!.data)).to.include.members([PLOTLY, 'image/svg+xml', 'text/plain']);
  });

  it('draws in the same place again; plotly gives way to a picture in between, or would show the old figure', async () => {
    const sent = await inKernel(() => {
      const area = displayArea();
      area.frame(figure);
      area.show(figure);
      area.show(figure);
    });
    expect(sent.map((s) => [s.update, PLOTLY in s.data])).to.deep.equal([
      [false, false],
      [true, true],
      [true, false],
      [true, true],
    ]);
    expect(new Set(sent.map((s) => s.id)).size).to.equal(1);
  });

  it('gives every show a place of its own', async () => {
    const sent = await inKernel(() => {
      show(figure);
      show(figure);
    });
    expect(sent[0]!.id).to.not.equal(sent[1]!.id);
  });

  it('falls back to the static picture where a tslab has only its public display', async () => {
    const picture = await imageGrid([new Uint8Array(4)]);
    const sent = await inKernel(() => {
      show(figure);
      show(picture);
    }, false);
    expect(sent.map((s) => Object.keys(s.data))).to.deep.equal([['image/svg+xml'], ['image/png']]);
  });

  it('takes a tslab without Jupyter for a terminal', async () => {
    let sent: unknown[] = [1];
    const said = await printed(async () => {
      sent = await inKernel(() => {
        show(figure);
      }, null);
    });
    expect(sent).to.deep.equal([]);
    expect(said).to.match(/^figure written to .*1-losses\.svg\n$/);
  });

  it('works in a real tslab kernel', async function () {
    this.timeout(180_000);
    const cells = [
      `import { curves, show, displayArea, imageGrid, table } from 'saddlepoint';`,
      `show(curves({ D: [1, 2, NaN] }, { title: 'one' }))`,
      `const area = displayArea();\nfor (let i = 1; i <= 3; i++) area.show(curves({ D: [i] }, { title: 'update ' + i }))`,
      `area.show(curves({ D: [4] }, { title: 'update 4, from another cell' }))`,
      `show(await imageGrid([new Uint8Array(16)], { title: 'black' }))\nshow(table([['a', 1]]))`,
    ];
    const run = await withCopy('display', notebookOf(...cells), (file) => runNotebook(file, 150));
    expect(run.failure).to.equal(undefined);
    const shown = (cell: number): (Record<string, unknown> | undefined)[] =>
      (run.notebook.cells[cell]!.outputs ?? []).map((o) => o.data);
    expect(shown(1)).to.have.length(1);
    expect(Object.keys(shown(1)[0]!)).to.have.members([PLOTLY, 'image/svg+xml', 'text/plain']);
    expect(shown(2).map((d) => d!['text/plain'])).to.deep.equal(['Figure: update 4, from another cell: D']);
    expect(shown(2)[0]).to.have.property(PLOTLY);
    expect(shown(3)).to.deep.equal([]);
    expect(shown(4).map((d) => Object.keys(d!).sort())).to.deep.equal([
      ['image/png', 'image/svg+xml', 'text/plain'],
      ['text/html', 'text/plain'],
    ]);
  });
});
