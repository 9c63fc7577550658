import { unlabelled } from './autoencoders';
import { semiSupervisedRun } from './few-labels';
import type { Row } from './row';

export const row: Row = {
  row: 'K-14',
  title: 'Semi-supervised AAE on MNIST with 100 labels, and its encoder with those labels alone (row A-02)',
  bars: [
    { measure: 'test error', atMost: 0.05 },
    { measure: 'error over that of the labels alone', atMost: 0.5 },
  ],
  stretch: [{ measure: 'test error', atMost: 0.019 }],
  paper: '1.90 +- 0.10 %; its supervised net 25.80 % (Makhzani et al. 2016, table 2)',
  run: (context) => semiSupervisedRun(context, { perClass: 10, epochs: 24, supervisedEpochs: 1000, unlabelled }),
};
