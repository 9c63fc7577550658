import { expect } from 'chai';

/** An element of an SVG document, with the text directly in it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

const decode = (s: string): string =>
  s.replace(/&(lt|gt|quot|amp|#39);/g, (_, e: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" })[e]!);

/** The elements in order; fails where the document is not well-formed. */
export function elements(svg: string): Element[] {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: typeof found = [];
  let end = 0;
  for (const part of svg.matchAll(/<(\/?)([A-Za-z]+)((?: [A-Za-z:-]+="[^"<]*")*)(\/?)>/g)) {
    const between = svg.slice(end, part.index);
    expect(between, 'text between tags').to.not.match(/[<>]/);
    if (open.length > 0) open[open.length - 1]!.text += decode(between);
    end = part.index + part[0].length;
    const [, closing, name, list, empty] = part;
    if (closing) {
      expect(open.pop()?.name, `</${name!}> closes`).to.equal(name);
      continue;
    }
    const pairs = [...list!.matchAll(/([A-Za-z:-]+)="([^"]*)"/g)].map(([, k, v]) => [k!, decode(v!)]);
    const element = { name: name!, attributes: Object.fromEntries(pairs) as Record<string, string>, text: '' };
    found.push(element);
    if (!empty) open.push(element);
  }
  expect(
    open.map((e) => e.name),
    'left open',
  ).to.deep.equal([]);
  expect(svg.slice(end), 'after the last tag').to.equal('');
  return found;
}

export const ofName = (svg: string, name: string): Element[] => elements(svg).filter((e) => e.name === name);

/** All text of a document, one string for each element of text. */
export const texts = (svg: string): string[] => ofName(svg, 'text').map((e) => e.text);

/** The pieces of an SVG path as absolute points. */
export function pieces(d: string): [number, number][][] {
  const found: [number, number][][] = [];
  for (const [, command, numbers] of d.matchAll(/([Mlz])([^Mlz]*)/g)) {
    if (command === 'z') continue;
    const [x, y] = numbers!.match(/-?(\d+\.?\d*|\.\d+)/g)!.map(Number) as [number, number];
    const last = found.at(-1)?.at(-1);
    if (command === 'M') found.push([[x, y]]);
    else found.at(-1)!.push([last![0] + x, last![1] + y]);
  }
  return found;
}

/** The path stroked in a colour. */
export function stroked(svg: string, colour: string): [number, number][][] {
  const path = ofName(svg, 'path').find((e) => e.attributes['stroke'] === colour);
  return pieces(path!.attributes['d']!);
}

/** What a label says: 1,000; −0.5; 2.5M; 5e-4. */
const number = (label: string): number =>
  Number(label.replace(/,/g, '').replace(/−/g, '-').replace('k', 'e3').replace('M', 'e6'));

/** Places and values of the ticks of an axis, read from its labels. */
export function ticks(svg: string, axis: 'x' | 'y'): { at: number; value: number }[] {
  return ofName(svg, 'text').flatMap(({ attributes: a, text }) => {
    const own = a['font-size'] === '12' && a['text-anchor'] === (axis === 'x' ? 'middle' : 'end');
    if (!own || text === '' || Number.isNaN(number(text))) return [];
    return [{ at: axis === 'x' ? Number(a['x']) : Number(a['y']) - 4, value: number(text) }];
  });
}

/** Where the ticks of an axis say that a value lies. */
export function placeOf(svg: string, axis: 'x' | 'y', value: number, log = false): number {
  const all = ticks(svg, axis);
  const [a, b] = [all[0]!, all.at(-1)!];
  const scale = log ? Math.log10 : Number;
  return a.at + ((b.at - a.at) * (scale(value) - scale(a.value))) / (scale(b.value) - scale(a.value));
}
