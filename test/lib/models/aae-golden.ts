import { tf, type AAEConfig, type AdamConfig } from 'saddlepoint';
import { expectClose } from '../nn/close';
import { readGolden } from '../nn/golden';
import { wave } from '../nn/wave';
import { namedVariables } from './named-variables';

interface Trace {
  start: Record<string, number[]>;
  losses: Record<string, number>[];
  weights: Record<string, number[]>;
}
interface Golden {
  config: AAEConfig;
  classes: number;
  batch: number;
  classifier: AdamConfig;
  headDistance: number;
  aae: Record<'none' | 'discriminator' | 'decoder' | 'both', Trace>;
  categorical: Record<'beside' | 'heads', Trace>;
  semiSupervised: Trace;
}
export const golden = readGolden('aae') as Golden;
const { batch, classes, config } = golden;

/** What the golden traces call `images(seed)`: [B, 3, 3, 1] in [0, 1] */
export const images = (seed: number): tf.Tensor4D =>
  tf.tidy(() =>
    wave([batch, ...config.shape], seed)
      .add<tf.Tensor4D>(1)
      .div(2),
  );

/** One-hot rows [B, K], another class first at every step. */
export const oneHot = (step: number) =>
  tf.tidy(() => {
    const labels = Array.from({ length: batch }, (_, i) => (i + step) % classes);
    return tf.oneHot(labels, classes).toFloat();
  }) as tf.Tensor2D;

/** x with the golden noise of `seed`. */
export const noisy = (x: tf.Tensor, seed: number) => x.add(wave(x.shape, seed, config.inputNoise));

/** Takes the networks through a golden trace: `losses` makes a step's. */
export function follow(
  { start, losses, weights }: Trace,
  networks: Record<string, tf.LayersModel>,
  step: (i: number) => Record<string, tf.Scalar>,
): void {
  const variables = named(networks);
  Object.entries(start).forEach(([name, shape], i) => {
    variables.get(name)!.assign(wave(shape, i, 0.7));
  });
  losses.forEach((want, i) => {
    const got = step(i);
    for (const [name, value] of Object.entries(want)) expectClose(got[name]!, [value], 5e-6);
  });
  for (const [name, want] of Object.entries(weights)) expectClose(variables.get(name)!, want, 2e-5);
}

/** The traces number a network's dense layers from 1, as they come; of other networks the one layer is number 0. */
function named(networks: Record<string, tf.LayersModel>): Map<string, tf.Variable> {
  const all = [...namedVariables(networks)].map(([name, variable]) => {
    const [part, layer, weight] = name.split('.') as [string, string, string];
    const dense = networks[part]!.layers.filter(({ weights }) => weights.length > 0);
    const number = dense.indexOf(networks[part]!.layers[Number(layer)]!);
    const alone = part === 'heads' || part === 'normalization';
    return [`${part}.${alone ? 0 : number + 1}.${weight}`, variable] as const;
  });
  return new Map(all);
}

/** Running averages follow every pass through a batch norm, whoever moves. */
const weightsOf = (net: tf.LayersModel) => net.trainableWeights.map((w) => [...w.read().dataSync()]);

/** The names of the networks that a step moves when the moves of all optimizers but one are silenced. */
export function onlyMover(
  parts: Readonly<Record<string, tf.LayersModel | tf.Optimizer>>,
  mover: string,
  step: () => unknown,
): string[] {
  const networks = Object.entries(parts).filter(([, part]) => part instanceof tf.LayersModel);
  for (const [name, part] of Object.entries(parts)) {
    // the other phases compute, but do not move
    if (!(part instanceof tf.LayersModel) && name !== mover) part.applyGradients = () => undefined;
  }
  const before = networks.map(([, net]) => JSON.stringify(weightsOf(net as tf.LayersModel)));
  step();
  return networks
    .filter(([, net], i) => JSON.stringify(weightsOf(net as tf.LayersModel)) !== before[i])
    .map(([name]) => name);
}
