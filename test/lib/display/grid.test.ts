import { expect } from 'chai';
import { type Figure, bars, bundleOf, contour, curves, grid, imageGrid, scatter } from './figures';
import { ofName, pieces, texts } from './svg';

const three = (): Figure[] => [
  curves({ D: [1, 2, 3], G: [3, 2, 1] }, { title: 'losses', x: 'step' }),
  scatter({ D: [[0, 0], [5, 5]] }, { title: 'cloud' }), // prettier-ignore
  contour((x, y) => x * y, { x: [-1, 1], y: [-1, 1], title: 'surface', zLabel: 'xy' }),
];

describe('figures side by side', () => {
  for (const columns of [1, 2, 3]) {
    it(`have places of their own in ${columns} columns`, () => {
      const { layout } = grid(three(), { columns });
      const boxes = [layout.xaxis, layout.xaxis2, layout.xaxis3].map((x, i) => {
        const y = [layout.yaxis, layout.yaxis2, layout.yaxis3][i];
        return { x: x!.domain!, y: y!.domain! };
      });
      for (const [i, a] of boxes.entries()) {
        for (const v of [...a.x, ...a.y]) expect(v).to.be.within(0, 1 + 1e-9);
        for (const b of boxes.slice(i + 1)) {
          const apart = (d: 'x' | 'y'): boolean => a[d][1] < b[d][0] || b[d][1] < a[d][0];
          expect(apart('x') || apart('y'), 'no two overlap').to.equal(true);
        }
      }
    });
  }

  it('keep every trace on its own axes, and every name once in the legend', () => {
    const f = grid(three());
    const ids = new Set(f.data.map((t) => `${t.xaxis!} ${t.yaxis!}`));
    expect([...ids]).to.deep.equal(['x y', 'x2 y2', 'x3 y3']);
    const svg = bundleOf(f)['image/svg+xml'] as string;
    for (const once of ['D', 'G', 'losses', 'cloud', 'surface', 'step', 'xy']) {
      expect(
        texts(svg).filter((t) => t === once),
        once,
      ).to.have.length(1);
    }
  });

  it('draw each line inside its own subplot', () => {
    const f = grid([curves({ a: [1, 2] }), curves({ b: [5, 9] })], { width: 900 });
    const svg = bundleOf(f)['image/svg+xml'] as string;
    const boxes = ofName(svg, 'rect').slice(1, 3).map(({ attributes: a }) => [Number(a['x']), Number(a['width'])]); // prettier-ignore
    const drawn = ofName(svg, 'path').filter(
      (e) => e.attributes['stroke'] === '#0072B2' && !e.attributes['d']!.endsWith('h24'),
    );
    drawn.forEach((e, i) => {
      const [left, width] = boxes[i]! as [number, number];
      for (const [x] of pieces(e.attributes['d']!)[0]!) expect(x).to.be.within(left - 0.1, left + width + 0.1);
    });
    expect(drawn).to.have.length(2);
  });

  it('take pictures among them, as wide as high where they are', async () => {
    const picture = await imageGrid([new Uint8Array(784)], { title: 'a digit' });
    const f = grid([bars({ a: 1 }), picture]);
    const svg = bundleOf(f)['image/svg+xml'] as string;
    const [image] = ofName(svg, 'image');
    expect(image!.attributes['href']).to.equal(`data:image/png;base64,${picture.png.toString('base64')}`);
    expect(Number(image!.attributes['width'])).to.be.closeTo(Number(image!.attributes['height']), 0.2);
    expect(texts(svg)).to.contain('a digit');
  });

  it('are refused in a grid of a grid', () => {
    expect(() => grid([grid(three())])).to.throw(/a grid already/);
    expect(() => grid([])).to.throw(/grid: nothing given; expected/);
  });
});
