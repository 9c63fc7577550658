const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe to stand in XML and HTML, as content or as an attribute. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c]!);

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; numbers are rounded to a tenth (of a pixel), attributes without a value are left out. */
export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const said = Object.entries(attributes).flatMap(([key, v]) =>
    v === undefined ? [] : [` ${key}="${typeof v === 'number' ? px(v) : escape(v)}"`],
  );
  return `<${name}${said.join('')}` + (children.length === 0 ? '/>' : `>${children.join('')}</${name}>`);
}

/** A length or a place in pixels, to a tenth. */
export const px = (v: number): string => String(Math.round(v * 10) / 10);

interface TextStyle {
  readonly size?: number | undefined;
  readonly fill?: string | undefined;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly rotate?: number;
}

/** A line of text whose baseline begins, has its middle or ends at (x, y). */
export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const transform = style.rotate === undefined ? undefined : `rotate(${style.rotate} ${px(x)} ${px(y)})`;
  const { size, fill, anchor } = style;
  return tag('text', { x, y, 'font-size': size, fill, 'text-anchor': anchor, transform }, escape(content));
}

/** About how wide a text is, without a font at hand. */
export const textWidth = (content: string, size: number): number => content.length * size * 0.56;
