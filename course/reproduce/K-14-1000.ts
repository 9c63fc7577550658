import { withMoved } from 'saddlepoint';
import { LOOKS } from './autoencoders';
import { semiSupervisedRun } from './few-labels';
import type { Row } from './row';

export const row: Row = {
  row: 'K-14-1000',
  title:
    'Semi-supervised AAE on MNIST with 1,000 labels, told to agree on digits moved a little; its encoder with those labels alone',
  bars: [{ measure: 'test error', atMost: 0.03 }],
  stretch: [{ measure: 'test error', atMost: 0.016 }],
  paper: '1.60 +- 0.08 %; its supervised net 8.73 % (Makhzani et al. 2016, table 2)',
  run: (context) =>
    semiSupervisedRun(context, {
      perClass: 100,
      epochs: 10,
      supervisedEpochs: 100,
      unlabelled: (images) => withMoved(images, LOOKS),
    }),
};
