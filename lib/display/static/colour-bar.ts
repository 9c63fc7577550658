import { linspace } from '../numbers';
import type { ColourBar, ColourScale, Trace } from '../traces';
import { colourAt } from './colours';
import { scale } from './scale';
import type { Area } from './subplots';
import { tag, text } from './xml';

interface Key {
  readonly colours: ColourScale;
  readonly from: number;
  readonly to: number;
  readonly bar: ColourBar;
}

function keyOf(t: Trace): Key | undefined {
  if (t.type === 'heatmap') return { colours: t.colorscale, from: t.zmin, to: t.zmax, bar: t.colorbar ?? {} };
  if (t.type === 'bar' || !t.marker?.colorscale) return undefined;
  const { colorscale, cmin = 0, cmax = 1, colorbar = {} } = t.marker;
  return { colours: colorscale, from: cmin, to: cmax, bar: colorbar };
}

const STEPS = 32;

/** The key to a trace's colours, right of its plot. */
export function colourBar(t: Trace, area: Area): string {
  const key = keyOf(t);
  if (!key) return '';
  const { x, y = 0.5, len = 1, thickness: width = 14, title } = key.bar;
  const left = x === undefined ? area.right + 12 : area.left + x * (area.right - area.left);
  const height = (area.bottom - area.top) * len;
  const bottom = area.bottom + y * (area.top - area.bottom) + height / 2;
  const step = height / STEPS;
  const boxes = linspace(0, 1, STEPS).map((v, i) =>
    tag('rect', { x: left, y: bottom - (i + 1) * step, width, height: step + 0.5, fill: colourAt(key.colours, v) }),
  );
  const { ticks } = scale({}, [key.from, key.to], bottom, bottom - height);
  const labels = ticks.map((tick) => text(left + width + 6, tick.at + 4, tick.label, { size: 12 }));
  const above = title ? text(left + width / 2, bottom - height - 8, title.text, { size: 12, anchor: 'middle' }) : '';
  return boxes.join('') + labels.join('') + above;
}
