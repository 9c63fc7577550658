import { bySeed, clustered, type Trial } from './clusters';
import type { Context, Measures, Row } from './row';

const CLUSTERS = 30;
const SEEDS = 3;

const median = (trials: Trial[]): Trial => [...trials].sort((a, b) => a.head - b.head)[(trials.length - 1) / 2]!;

async function run(context: Context): Promise<Measures> {
  const { trials, chosen, sure } = await clustered(context, CLUSTERS, SEEDS, median);
  return {
    'test error, median of three seeds': chosen.head,
    'share of heads that MNIST-Net is sure of': sure / CLUSTERS,
    ...bySeed(trials),
  };
}

export const row: Row = {
  row: 'K-15',
  title:
    'AAE on MNIST without a label, its clusters to agree on digits moved a little: 30 clusters named by their heads',
  bars: [{ measure: 'test error, median of three seeds', atMost: 0.1 }],
  stretch: [{ measure: 'test error, median of three seeds', atMost: 0.041 }],
  paper: '4.10 +- 1.13 % (Makhzani et al. 2016, table 3)',
  run,
};
