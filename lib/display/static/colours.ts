import { scaleLinear } from 'd3-scale';
import type { ColourScale } from '../traces';

/** The colour at t of a scale, t clamped to 0..1, as #rrggbb. */
export function colourAt(colours: ColourScale, t: number): string {
  const scale = scaleLinear<string>(colours.map(([, c]) => c)).domain(colours.map(([at]) => at));
  const channels = scale.clamp(true)(t).match(/\d+/g) ?? [];
  return '#' + channels.map((c) => Number(c).toString(16).padStart(2, '0')).join('');
}
