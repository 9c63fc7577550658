import { imageGrid, mnistNet } from 'saddlepoint';
import { DIGITS, readAs, trainedModel } from './conditional';
import type { Context, Measures, Row } from './row';

async function run(context: Context): Promise<Measures> {
  const [model, net] = [await trainedModel(context), await mnistNet()];
  const labels = DIGITS.flatMap((digit) => DIGITS.map(() => digit));
  const x = model.sample(labels);
  await context.picture('rows', await imageGrid(x, { columns: DIGITS.length, title: 'J-02, a row a label' }));
  const read = await readAs(net, x);
  const right = DIGITS.map((digit) => read.slice(10 * digit, 10 * digit + 10).filter((k) => k === digit).length);
  x.dispose();
  model.dispose();
  net.dispose();
  return { 'right in the worst row': Math.min(...right), right: right.reduce((sum, n) => sum + n, 0) };
}

export const row: Row = {
  row: 'J-02',
  title: 'Conditional DCGAN: ten samples of each label, none chosen, read by MNIST-Net',
  bars: [{ measure: 'right in the worst row', atLeast: 9 }],
  paper: 'figure 2: no number (Mirza and Osindero 2014)',
  run,
};
