import { expect } from 'chai';
import { type Figure, arrows, bundleOf, contour, curves, heatmap, imageGrid, scatter, table } from './figures';
import { elements, stroked, texts } from './svg';

const PLOTLY = 'application/vnd.plotly.v1+json';
const LIMIT = 200_000;
const many = (n: number, f: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => f(i));
const plotlyOf = (f: Figure): Figure => bundleOf(f)[PLOTLY] as Figure;

describe('what a notebook is sent', () => {
  it('is the figure for plotly, the same as a picture, and words', () => {
    const sent = bundleOf(curves({ D: [1, 2] }, { title: 'Losses' }));
    expect(Object.keys(sent)).to.deep.equal([PLOTLY, 'image/svg+xml', 'text/plain']);
    expect(sent['text/plain']).to.equal('Figure: Losses: D');
    expect(plotlyOf(curves({ D: [1, 2] })).data[0]).to.deep.include({ type: 'scatter', y: [1, 2] });
  });

  it('has null where a number is not finite, and text that plotly cannot take for HTML', () => {
    const f = plotlyOf(curves({ '<b>a</b> & b': [1, NaN, 3.14159265] }));
    expect(f.data[0]).to.deep.include({ name: '&lt;b>a&lt;/b> &amp; b', y: [1, null, 3.14159] });
  });

  it('keeps the digits that differences need', () => {
    const series = { far: [1e6 + 0.25, 1e6 + 0.5], log: [1e-7, 1], level: [-2.172947, -2.172947] };
    const f = plotlyOf(curves(series));
    expect(f.data.map((t) => (t as { y: readonly number[] }).y)).to.deep.equal(Object.values(series));
  });

  const sine = (i: number): number => Math.sin(i / 9000);
  const figures: [string, () => Figure][] = [
    ['a curve of 100,000 points', () => curves({ loss: many(100_000, sine) })],
    ['twenty curves of 10,000', () => curves(Object.fromEntries(many(20, (k) => k).map((k) => [k, many(10_000, sine)])))],
    ['a cloud of 60,000', () => scatter(many(60_000, (i) => i).map((i) => [Math.sin(i), Math.cos(3 * i)]))],
    ['60,000 coloured by value', () => scatter(many(60_000, (i) => i).map((i) => [Math.sin(i), Math.cos(3 * i)]), { values: many(60_000, sine) })],
    ['a surface of 500 x 500', () => contour((x, y) => Math.sin(9 * x) * Math.cos(9 * y), { x: [-3, 3], y: [-3, 3], resolution: 500 })],
    ['a matrix of 300 x 300', () => heatmap(many(300, (j) => j).map((j) => many(300, (i) => Math.sin(i * j))))],
    ['9,000 arrows', () => { const p = many(9000, (i) => i).map((i) => [Math.sin(i), Math.cos(3 * i)]); return arrows(p, p.map(([x, y]) => [x! * 1.1, y! * 1.1])); }],
  ]; // prettier-ignore
  for (const [what, f] of figures) {
    it(`stays under 200 kB in either format: ${what}`, () => {
      const sent = bundleOf(f());
      expect(Buffer.byteLength(sent['image/svg+xml'] as string)).to.be.at.most(LIMIT);
      expect(JSON.stringify(sent[PLOTLY]).length).to.be.at.most(LIMIT);
      elements(sent['image/svg+xml'] as string);
    });
  }

  it('keeps the spike of a long curve, and the break in it', () => {
    const y = many(60_000, (i) => (i === 31_234 ? 50 : i === 40_000 ? NaN : sine(i)));
    const f = plotlyOf(curves({ y }));
    const drawn = (f.data[0] as { y: readonly (number | null)[] }).y;
    expect(drawn.length).to.be.below(8000);
    expect(Math.max(...drawn.map((v) => v ?? 0))).to.equal(50);
    expect(drawn.filter((v) => v === null)).to.have.length(1);
    expect(stroked(bundleOf(curves({ y }))['image/svg+xml'] as string, '#0072B2')).to.have.length(2);
  });

  it('says that points were left out, and leaves short lines whole', () => {
    const corners = { x: [0, 0, 1, 1], y: [0, 1, 1, 2] };
    const f = curves({ long: many(50_000, sine), corners });
    expect((plotlyOf(f).data[1] as { y: readonly number[] }).y).to.deep.equal(corners.y);
    const cloud = bundleOf(scatter(many(30_000, (i) => i).map((i) => [i, sine(i)])));
    expect(texts(cloud['image/svg+xml'] as string)).to.contain('1 of 10 points drawn');
  });

  it('is the bare PNG of a picture, and with its words an SVG', async () => {
    const plain = await imageGrid([new Uint8Array(4)]);
    expect(Object.keys(bundleOf(plain))).to.deep.equal(['image/png', 'text/plain']);
    const sent = bundleOf(await imageGrid([new Uint8Array(4), new Uint8Array(4)], { labels: ['<3', 7], title: 'Two' }));
    expect(texts(sent['image/svg+xml'] as string)).to.deep.equal(['Two', '<3', '7']);
    expect(Buffer.from(sent['image/png'] as string, 'base64').toString('latin1', 1, 4)).to.equal('PNG');
  });

  it('is a table as HTML, escaped, and as text in columns', () => {
    const t = table([['EM', -203.2117], ['<b>', 4]], { columns: ['model', 'nats'], title: 'a & b' }); // prettier-ignore
    expect(bundleOf(t)).to.deep.equal({ 'text/html': t.html, 'text/plain': t.text });
    expect(t.html).to.contain('<caption>a &amp; b</caption>').and.contain('&lt;b&gt;</td>').and.not.contain('<b>');
    expect(t.text.split('\n')).to.deep.equal([
      'a & b',
      'model     nats',
      '-----  -------',
      'EM     -203.21',
      '<b>          4',
    ]);
    expect(() => table([['a'], ['b', 2]])).to.throw(/row 1 has 2 cells: expected 1/);
  });
});
