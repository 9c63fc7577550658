import { tf } from '../backend/tf';
import { forward } from '../nn/forward';
import type { Drawing } from './bundle';
import { svgDocument } from './static/svg';
import { tag, text } from './static/xml';
import { GREY, PALETTE, PAPER } from './style';

/** The picture of a GAN at work, and the two numbers in it. */
export interface GANDiagram extends Drawing {
  /** mean of D(x) over the data, in [0, 1]; D wants 1 */
  readonly real: number;
  /** mean of D(G(z)), in [0, 1]; D wants 0, G wants 1 */
  readonly fake: number;
}

const [BLUE, ORANGE, GREEN] = [PALETTE[0]!, PALETTE[1]!, PALETTE[2]!];
const [WIDTH, HEIGHT] = [760, 272];
/** Rows of data and of samples, and the left edges of the three columns of boxes. */
const [UPPER, LOWER] = [86, 216];
const BOX = { width: 150, height: 64 };
const GAUGE = { left: 590, width: 130 };

/**
 * The diagram of Goodfellow 2016, figure 12 (arXiv:1701.00160), drawn from two live networks: x from the data into D,
 * noise z through G into the same D, and on a scale from 0 to 1 the means of D(x) and D(G(z)) at this moment. In
 * equilibrium both are ½. The tensors are read asynchronously and not disposed of; none is left over.
 * @param generator z [B, ...] -> x [B, ...]
 * @param discriminator x [B, ...] -> logit [B, 1]
 * @param x data, as D takes it
 * @param z noise, as G takes it
 * @throws Error where a shape is another than a network takes
 */
export async function ganDiagram(
  generator: tf.LayersModel,
  discriminator: tf.LayersModel,
  x: tf.Tensor,
  z: tf.Tensor,
): Promise<GANDiagram> {
  const evaluation = { training: false };
  const meanD = (input: tf.Tensor): tf.Tensor => forward(discriminator, input, evaluation).sigmoid().mean();
  const [ofReal, ofFake] = tf.tidy<[tf.Tensor, tf.Tensor]>(() => [meanD(x), meanD(forward(generator, z, evaluation))]);
  const [[real], [fake]] = await Promise.all([ofReal.data(), ofFake.data()]);
  tf.dispose([ofReal, ofFake]);
  const means = { real: real!, fake: fake! };
  const svg = svgDocument(WIDTH, HEIGHT, ...draw(generator, discriminator, x, z, means));
  const words = `GAN: mean D(x) = ${means.real.toFixed(3)}, mean D(G(z)) = ${means.fake.toFixed(3)}`;
  return { svg, text: words, ...means };
}

function draw(
  G: tf.LayersModel,
  D: tf.LayersModel,
  x: tf.Tensor,
  z: tf.Tensor,
  means: { readonly real: number; readonly fake: number },
): string[] {
  return [
    tag('rect', { width: WIDTH, height: HEIGHT, fill: PAPER }),
    text(16, 26, `Two players, ${x.shape[0]} data points and ${z.shape[0]} samples`, { size: 16 }),
    ...box(210, UPPER, 'x from the data', shape(x), '#444444'),
    ...box(20, LOWER, 'noise z', shape(z), '#444444'),
    ...box(210, LOWER, 'G', network(G), GREEN),
    ...box(400, UPPER, 'D', network(D), BLUE),
    ...box(400, LOWER, 'the same D', 'with G(z) for x', BLUE),
    ...[[210 + BOX.width, UPPER, 400], [20 + BOX.width, LOWER, 210], [210 + BOX.width, LOWER, 400]].map(([from, y, to]) => arrow(from!, y!, to!)), // prettier-ignore
    ...gauge(UPPER, 'mean D(x)', means.real, 'D wants 1'),
    ...gauge(LOWER, 'mean D(G(z))', means.fake, 'D wants 0, G wants 1'),
  ];
}

const shape = (t: tf.Tensor): string => `[${t.shape.join(', ')}]`;

/** Layers with weights, and how many numbers these hold. */
const network = (net: tf.LayersModel): string =>
  `${net.layers.filter((layer) => layer.weights.length > 0).length} layers, ${net.countParams().toLocaleString('en')} weights`;

function box(x: number, middle: number, title: string, small: string, colour: string): string[] {
  const centre = x + BOX.width / 2;
  return [
    tag('rect', { x, y: middle - BOX.height / 2, ...BOX, rx: 8, fill: PAPER, stroke: colour, 'stroke-width': 2 }),
    text(centre, middle - 4, title, { size: 15, anchor: 'middle', fill: colour }),
    text(centre, middle + 17, small, { size: 12, anchor: 'middle', fill: GREY }),
  ];
}

const arrow = (from: number, y: number, to: number): string =>
  tag('path', { d: `M${from + 4} ${y}H${to - 5}m-8 -5l8 5l-8 5`, fill: 'none', stroke: '#444444', 'stroke-width': 2 });

/** A scale from 0 to 1 with the equilibrium ½ and the value on it. */
function gauge(middle: number, name: string, value: number, wants: string): string[] {
  const { left, width } = GAUGE;
  const at = (v: number): number => left + v * width;
  const tick = (v: number, label: string): string[] => [
    tag('path', { d: `M${at(v)} ${middle - 4}v8`, stroke: GREY }),
    text(at(v), middle + 20, label, { size: 11, anchor: 'middle', fill: GREY }),
  ];
  return [
    tag('path', { d: `M${400 + BOX.width + 4} ${middle}H${left - 8}`, stroke: '#444444', 'stroke-width': 2 }),
    text(left, middle - 18, `${name} = ${value.toFixed(3)}`, { size: 14 }),
    tag('path', { d: `M${left} ${middle}h${width}`, stroke: GREY, 'stroke-width': 3 }),
    ...[tick(0, '0'), tick(0.5, '½'), tick(1, '1')].flat(),
    tag('circle', { cx: at(value), cy: middle, r: 7, fill: ORANGE }),
    text(left, middle + 38, wants, { size: 12, fill: GREY }),
  ];
}
