import { expect } from 'chai';
import { bars, bundleOf, curves, heatmap, histogram, scatter } from './figures';
import { elements, ofName, placeOf, stroked, texts, ticks } from './svg';

const svgOf = (figure: Parameters<typeof bundleOf>[0]): string => bundleOf(figure)['image/svg+xml'] as string;
const BLUE = '#0072B2';

describe('the static picture of a figure', () => {
  it('is a well-formed document that says any text as it is', () => {
    const nasty = `<b>&"quoted"</b> 'n' </svg><script>`;
    const svg = svgOf(curves({ [nasty]: [1, 2] }, { title: nasty, x: nasty, y: nasty }));
    expect(elements(svg)[0]!.attributes['xmlns']).to.equal('http://www.w3.org/2000/svg');
    expect(texts(svg).filter((t) => t === nasty)).to.have.length(4);
    expect(ofName(svg, 'script')).to.have.length(0);
  });

  it('draws a line through the places that its axes name', () => {
    const [x, y] = [[-3, 0.5, 2, 7], [12, -4, 30, 18]]; // prettier-ignore
    const svg = svgOf(curves({ a: { x: x, y: y } }));
    const [line] = stroked(svg, BLUE);
    line!.forEach(([px, py], i) => {
      expect(px).to.be.closeTo(placeOf(svg, 'x', x[i]!), 0.2);
      expect(py).to.be.closeTo(placeOf(svg, 'y', y[i]!), 0.2);
    });
    expect(line).to.have.length(4);
  });

  it('spaces powers of ten evenly on a log axis', () => {
    const y = [100, 3, 0.2, 0.01];
    const svg = svgOf(curves({ a: y }, { log: true }));
    stroked(svg, BLUE)[0]!.forEach(([, py], i) => {
      expect(py).to.be.closeTo(placeOf(svg, 'y', y[i]!, true), 0.2);
    });
  });

  for (const [least, greatest] of [
    [0, 1],
    [-1e-7, 3e-7],
    [1e6, 3.5e6],
    [-0.02, 41],
    [5, 5],
  ] as const) {
    it(`has ticks all along data from ${least} to ${greatest}`, () => {
      const svg = svgOf(scatter([[least, least], [greatest, greatest]], { equal: false })); // prettier-ignore
      const dots = ofName(svg, 'circle').map(({ attributes: a }) => [Number(a['cx']), Number(a['cy'])]);
      for (const [k, axis] of (['x', 'y'] as const).entries()) {
        const at = ticks(svg, axis).map((t) => t.at).sort((a, b) => a - b); // prettier-ignore
        expect(at.length).to.be.at.least(3);
        const step = at[1]! - at[0]!;
        for (const dot of dots) {
          expect(dot[k]).to.be.within(at[0]! - step, at.at(-1)! + step);
        }
      }
    });
  }

  it('stands bars on zero, as high as their values', () => {
    const heights = { a: 3, b: 1.5, c: -2 };
    const svg = svgOf(bars(heights));
    const boxes = ofName(svg, 'rect').filter((e) => e.attributes['fill'] === undefined && e.attributes['x'] !== '64');
    const zero = placeOf(svg, 'y', 0);
    Object.values(heights).forEach((h, i) => {
      const [top, height] = [Number(boxes[i]!.attributes['y']), Number(boxes[i]!.attributes['height'])];
      expect(h > 0 ? top + height : top).to.be.closeTo(zero, 0.2);
      expect(height).to.be.closeTo(Math.abs(placeOf(svg, 'y', h) - zero), 0.2);
    });
  });

  it('begins at zero where all bars are above it', () => {
    const svg = svgOf(bars({ a: 3, b: 8 }));
    const box = ofName(svg, 'rect')[1]!.attributes;
    expect(placeOf(svg, 'y', 0)).to.be.closeTo(Number(box['y']) + Number(box['height']), 0.2);
  });

  it('finds room for long labels beside an axis and long names below one', () => {
    const long = svgOf(curves({ a: [-2.17294, -2.17315] }, { y: 'title of y' }));
    const labels = ofName(long, 'text').filter((e) => e.attributes['text-anchor'] === 'end');
    const least = Math.min(...labels.map((e) => Number(e.attributes['x']) - e.text.length * 6.5));
    const title = ofName(long, 'text').find((e) => e.text === 'title of y')!;
    expect(Number(title.attributes['x'])).to.be.within(10, least - 2);
    const names = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`a loss with a long name ${i}`, i + 1]));
    const name = ofName(svgOf(bars(names, { x: 'loss' })), 'text').find(
      (e) => e.text.endsWith('0') && e.text.length > 9,
    );
    expect(name!.attributes['transform']).to.match(/^rotate\(-35/);
  });

  it('keeps one unit as long on both axes of a scatter', () => {
    const svg = svgOf(scatter([[0, 0], [10, 1]])); // prettier-ignore
    const unit = (axis: 'x' | 'y'): number => Math.abs(placeOf(svg, axis, 1) - placeOf(svg, axis, 0));
    expect(unit('x')).to.be.closeTo(unit('y'), 0.2);
    const [left, right] = ofName(svg, 'circle').map((e) => Number(e.attributes['cx']));
    const box = ofName(svg, 'rect')[1]!.attributes;
    expect(left, 'and no point outside').to.be.above(Number(box['x']));
    expect(right).to.be.below(Number(box['x']) + Number(box['width']));
  });

  it('colours the cells of a matrix from its least to its greatest number', () => {
    const svg = svgOf(heatmap([[0, 1], [2, 3]])); // prettier-ignore
    const cells = ofName(svg, 'path').filter((e) => e.attributes['shape-rendering'] === 'crispEdges');
    expect(cells).to.have.length(4);
    expect([cells[0]!.attributes['fill'], cells[3]!.attributes['fill']]).to.deep.equal(['#440154', '#fde725']);
  });

  it('gives two clip paths of one page two names', () => {
    const id = (): string => ofName(svgOf(histogram([1, 2, 3])), 'clipPath')[0]!.attributes['id']!;
    expect(id()).to.not.equal(id());
  });
});
