import { curves, type Figure, type FitResult } from 'saddlepoint';
import type { Context } from './row';

type Losses = Pick<FitResult, 'at' | 'history'>;

/** What a training lost, step by step; `y` says in what. */
export const lossCurves = ({ at, history }: Losses, y: string): Figure =>
  curves(Object.fromEntries(Object.entries(history).map(([loss, values]) => [loss, { x: at, y: values }])), {
    x: 'step',
    y,
  });

/** Stores the losses of a row's one training, as columns and as a figure. */
export async function storeLosses(context: Context, losses: Losses, y = 'loss (nats)'): Promise<void> {
  await context.table('losses', { step: losses.at, ...losses.history });
  await context.picture('losses', lossCurves(losses, y));
}
