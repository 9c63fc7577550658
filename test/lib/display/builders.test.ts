import { expect } from 'chai';
import type { Figure, Trace } from './figures';
import { annotate, arrows, bars, contour, curves, heatmap, histogram, overlay, scatter } from './figures';

type Scatter = Extract<Trace, { type: 'scatter' }>;
const lines = (f: Figure): Scatter[] => f.data.filter((t): t is Scatter => t.type === 'scatter');
const notes = (f: Figure): string[] => (f.layout.annotations ?? []).map((a) => a.text);
const normal = (x: number): number => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);

describe('figures', () => {
  it('draws typed arrays over 0, 1, 2, ...', () => {
    const [line] = lines(curves({ loss: Float32Array.of(3, 2, 1) }));
    expect([line!.x, line!.y]).to.deep.equal([[0, 1, 2], [3, 2, 1]]); // prettier-ignore
  });

  it('leaves out what cannot be drawn, says how much, and gives a lone point a dot', () => {
    const f = curves({ a: [1, NaN, 2, -3, 5, 4], b: [1, Infinity, 1, 1, 1, 1] }, { log: true });
    expect(notes(f)).to.deep.equal(['3 of 12 points are not finite or not positive (log axis): not drawn']);
    expect(lines(f).map((t) => t.mode)).to.deep.equal(['lines+markers', 'lines+markers']);
    expect(lines(f)[0]!.marker!.size).to.deep.equal([6, 0, 6, 0, 0, 0]);
    expect(notes(curves({ a: [1, 2] }))).to.deep.equal([]);
    expect(notes(scatter([[0, 0], [NaN, 1]]))).to.deep.equal(['1 of 2 points is not finite: not drawn']); // prettier-ignore
  });

  it('makes one cloud of each label, in the order people count', () => {
    const points = Array.from({ length: 24 }, (_, i) => [i, -i]);
    const f = scatter(points, { groups: points.map((_, i) => i % 12) });
    expect(lines(f).map((t) => t.name)).to.deep.equal(Array.from({ length: 12 }, (_, i) => String(i)));
    expect(lines(f)[11]!.x).to.deep.equal([11, 23]);
    const looks = new Set(lines(f).map((t) => `${String(t.marker!.color)} ${t.marker!.symbol!}`));
    expect(looks.size, 'no two classes look alike').to.equal(12);
  });

  it('counts every value of a histogram once; densities integrate to 1', () => {
    const sample = Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 3);
    const [counts] = histogram(sample, { bins: 17 }).data as [Extract<Trace, { type: 'bar' }>];
    expect(counts.y.reduce((a, b) => a + b)).to.equal(1000);
    const [density] = histogram(sample, { density: true }).data as [typeof counts];
    expect(density.y.reduce((a, b) => a + b * density.width!, 0)).to.be.closeTo(1, 1e-12);
  });

  it('draws isolines on which the surface has their height', () => {
    const levels = [0.25, 1, 3];
    const f = contour((x, y) => x * x + y * y, { x: [-2, 2], y: [-2, 2], levels, resolution: 161 });
    expect(lines(f)).to.have.length(3);
    lines(f).forEach((line, k) => {
      const heights = line.x.map((x, i) => x * x + line.y[i]! ** 2).filter(Number.isFinite);
      expect(heights.length).to.be.at.least(50);
      for (const h of heights) expect(h).to.be.closeTo(levels[k]!, 0.002); // linear between points h = 1/40 apart: h^2/4
    });
  });

  it('ends isolines at the edge of the grid', () => {
    const [line] = lines(contour((x) => x, { x: [0, 1], y: [5, 6], levels: [0.3] }));
    for (const x of line!.x.filter(Number.isFinite)) expect(x).to.be.closeTo(0.3, 1e-9);
    const y = line!.y.filter(Number.isFinite);
    expect([Math.min(...y), Math.max(...y)]).to.deep.equal([5, 6]);
  });

  it('follows a path from its first to its last point', () => {
    const path = [[0, 0], [0.5, 0], [0.5, 0.5]]; // prettier-ignore
    const f = contour((x, y) => x + y, { x: [0, 1], y: [0, 1], levels: 2, path });
    const route = lines(f).find((t) => t.mode === 'lines+markers')!;
    expect([route.x, route.y]).to.deep.equal([[0, 0.5, 0.5], [0, 0, 0.5]]); // prettier-ignore
  });

  it('gives one name one colour and one entry in an overlay, other names other colours', () => {
    const clouds = scatter({ a: [[0, 0]], b: [[1, 1]] }); // prettier-ignore
    const f = overlay(clouds, curves({ b: [1, 2], mean: [0, 1] }), histogram([1, 2]));
    const looks = f.data.map((t) =>
      t.type === 'heatmap' ? '' : String(t.type === 'scatter' && t.line ? t.line.color : t.marker?.color),
    );
    expect(looks[1]).to.equal(looks[2]);
    expect(new Set(looks).size).to.equal(4);
    expect(f.data.map((t) => t.showlegend !== false)).to.deep.equal([true, true, false, true, false]);
  });

  it('puts a density over a histogram in the same frame', () => {
    const x = [-1, 0, 1];
    const f = overlay(histogram([0, 1], { density: true, title: 'T' }), curves({ N: { x, y: x.map(normal) } }));
    expect(f.layout.title!.text).to.equal('T');
    expect(f.layout.barmode).to.equal('overlay');
  });

  it('draws an arrow from each start to each end', () => {
    const [t] = lines(arrows([[0, 0], [1, 1]], [[0, 2], [3, 1]])); // prettier-ignore
    expect(t!.x).to.deep.equal([0, 0, NaN, 1, 3, NaN]);
    expect(t!.y).to.deep.equal([0, 2, NaN, 1, 1, NaN]);
    expect(notes(annotate(curves({ a: [1] }), [{ x: 0, y: 1, text: 'here' }]))).to.deep.equal(['here']);
  });

  const wrong: [string, () => unknown, RegExp][] = [
    ['no curve', () => curves({}), /curves: nothing to draw; expected for example/],
    ['an empty curve', () => curves({ D: [] }), /'D' is empty: expected at least one number/],
    ['x and y of two lengths', () => curves({ D: { x: [1], y: [1, 2] } }), /'D' has 1 x and 2 y/],
    ['text for numbers', () => curves({ D: ['a'] as unknown as number[] }), /'D'\[0\] is a: expected a number/],
    ['points of three coordinates', () => scatter([[1, 2, 3]]), /points\[0\] has 3 numbers: expected 2/],
    ['too few labels', () => scatter([[1, 2]], { groups: [] }), /0 groups for 1 points: expected one for each/], // prettier-ignore
    ['a ragged grid', () => heatmap([[1, 2], [3]]), /z\[1\] has 1 numbers: expected 2/], // prettier-ignore
    ['a grid of one row', () => heatmap([[1, 2]]), /z is 1 x 2: expected at least 2 x 2/],
    ['a range upside down', () => contour(() => 1, { x: [1, 0], y: [0, 1] }), /x is \[1,0\]: expected \[from, to\]/],
    ['no height anywhere', () => contour(() => NaN, { x: [0, 1], y: [0, 1] }), /no height is finite/],
    ['a surface without its range', () => heatmap((x) => x), /a function needs x: \[from, to\]/],
    ['a sample of nothing', () => histogram([NaN]), /no finite number/],
    ['labels and bars', () => bars({ a: [1, 2] }, { labels: ['x'] }), /'a' has 2 bars for 1 labels/],
    ['a number among lists', () => bars({ a: [1], b: 2 }), /'b' is one number: expected a list/],
    ['starts without ends', () => arrows([[0, 0]], [[1, 1], [2, 2]]), /1 starts and 2 ends/], // prettier-ignore
    ['nothing laid over', () => overlay(), /overlay: no figure given/],
  ];
  for (const [what, f, message] of wrong) {
    it(`refuses ${what}, and says what it expected`, () => {
      expect(f).to.throw(message);
    });
  }
});
