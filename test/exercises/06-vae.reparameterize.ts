import { tf } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { wave } from './06-vae.shared';

type Reparameterize = {
  reparameterize: (mean: tf.Tensor2D, logVariance: tf.Tensor2D, noise: tf.Tensor2D) => tf.Tensor2D;
};

const matrix = (rows: number, columns: number, phase: number): tf.Tensor2D =>
  tf.tensor2d(wave(rows * columns, phase), [rows, columns]);
const row = (...values: number[]): tf.Tensor2D => tf.tensor2d([values]);

export const reparameterize = exercise<Reparameterize>({
  id: '06.2',
  title: 'The reparameterization trick',
  points: 2,
  tests: [
    {
      name: 'without noise z is the mean',
      run: async (student) => {
        const mean = matrix(2, 3, 1);
        await expectClose(await student.reparameterize(mean, matrix(2, 3, 2), tf.zeros([2, 3])), mean);
      },
    },
    {
      name: 'mean 1, variance 4, noise 0.5: z is 2',
      run: async (student) => {
        await expectClose(await student.reparameterize(row(1), row(Math.log(4)), row(0.5)), row(2));
      },
    },
    {
      name: 'variance 1/9: the noise is divided by 3',
      run: async (student) => {
        await expectClose(
          await student.reparameterize(row(0, 0), row(-Math.log(9), -Math.log(9)), row(3, -6)),
          row(1, -2),
        );
      },
    },
    {
      name: 'every example and every dimension has its own',
      hidden: true,
      weight: 2,
      run: async (student) => {
        const [mean, logVariance, noise] = [matrix(4, 5, 1), matrix(4, 5, 2), matrix(4, 5, 3)];
        const [m, l, e] = [wave(20, 1), wave(20, 2), wave(20, 3)];
        const expected = tf.tensor2d(m.map((mu, i) => mu + Math.exp(l[i]! / 2) * e[i]!), [4, 5]); // prettier-ignore
        await expectClose(await student.reparameterize(mean, logVariance, noise), expected);
      },
    },
  ],
  mistakes: [
    {
      name: 'the variance for the standard deviation',
      hint: 'exp(logVariance) is σ². The noise is multiplied by σ = exp(logVariance / 2): a variance of 4 doubles it.',
      functions: { reparameterize: (m, l, e) => m.add(l.exp().mul(e)) },
    },
    {
      name: 'the log variance itself',
      hint: 'logVariance is a logarithm, and may be negative. σ is exp(logVariance / 2).',
      functions: { reparameterize: (m, l, e) => m.add(l.mul(e)) },
    },
    {
      name: 'the log variance taken for log sigma',
      hint: 'The division by 2 has gone to the wrong place: it is exp(logVariance / 2), not exp(logVariance) / 2.',
      functions: { reparameterize: (m, l, e) => m.add(l.exp().div(2).mul(e)) },
    },
    {
      name: 'noise of unit variance',
      hint: 'The noise is added as it came: then every q(z | x) has variance 1, and the encoder cannot be surer of one image than of another.',
      functions: { reparameterize: (m, _, e) => m.add(e) },
    },
    {
      name: 'noise of its own',
      hint: 'Use the noise that is given, and draw none: only so can a test (and you) repeat a step.',
      functions: { reparameterize: (m, l) => m.add(l.div(2).exp().mul(0.123)) },
    },
  ],
  probe: async (student) => await student.reparameterize(row(1, -2), row(0.4, -0.9), row(0.7, 1.1)),
});
