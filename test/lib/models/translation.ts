import { expect } from 'chai';
import { tf, type CycleGANConfig, type ImagePair, type Pix2PixConfig, type Trainable } from 'saddlepoint';
import { expectClose } from '../nn/close';
import { readGolden } from '../nn/golden';
import { wave } from '../nn/wave';
import { namedVariables } from './named-variables';

/** One model's trace in test/golden/translation.json. */
interface Trace {
  config: object;
  start: Record<string, number[]>;
  losses: Record<string, number>[];
  weights: Record<string, number[]>;
}
interface Golden {
  config: Omit<Pix2PixConfig, 'lambda'>;
  batch: number;
  coins: number[];
  pix2pix: Trace;
  cyclegan: Trace;
}
const golden = readGolden('translation') as Golden;

/** What both models take in the golden traces, and in the other tests: 8x8 grey images. */
export const pix2pixConfig = { ...golden.config, ...golden.pix2pix.config } as Pix2PixConfig;
export const cycleganConfig = {
  ...golden.config,
  ...golden.cyclegan.config,
  distance: 'L1',
  clip: 0,
} as CycleGANConfig;

const images = (n: number, phase: number) => wave([n, 8, 8, 1], phase) as tf.Tensor4D;
/** Batch number `step` of the traces. */
export const batch = (step = 0): ImagePair => ({
  x: images(golden.batch, 10 * step + 1),
  y: images(golden.batch, 10 * step + 2),
});

/** While `act` runs, Math.random gives the traces' coins in turn. */
function withCoins(act: () => void): void {
  const { random } = Math;
  let i = 0;
  Math.random = () => golden.coins[i++ % golden.coins.length]!;
  try {
    act();
  } finally {
    Math.random = random;
  }
}

type Model = Trainable<ImagePair, string>;
export const networks = ({ parts }: Pick<Model, 'parts'>): Record<string, tf.LayersModel> =>
  Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]) => (part instanceof tf.LayersModel ? [[name, part]] : [])),
  );
/** All weights of some networks, as JSON. */
export function weightsOf(model: Model, ...names: string[]): string[] {
  const nets = networks(model);
  return names.map((name) => JSON.stringify(nets[name]!.getWeights().map((w) => [...w.dataSync()])));
}

export function followsGolden(which: 'pix2pix' | 'cyclegan', model: Model): void {
  const { start, losses, weights } = golden[which];
  const variables = namedVariables(networks(model));
  Object.entries(start).forEach(([name, shape], i) => {
    variables.get(name)!.assign(wave(shape, i, 0.3));
  });
  withCoins(() => {
    losses.forEach((want, step) => {
      const got = model.step(batch(step));
      for (const [name, value] of Object.entries(want)) expectClose(got[name]!, [value], 1e-5);
    });
  });
  expect(variables.size).to.equal(Object.keys(weights).length);
  for (const [name, want] of Object.entries(weights)) expectClose(variables.get(name)!, want, 1e-5); // moves by 2e-3
}
