import { tf } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { sum, wave } from './06-vae.shared';

type Loss = (x: tf.Tensor2D, logits: tf.Tensor2D, kl: tf.Tensor1D, N: number) => tf.Scalar;

const [M, D] = [3, 4];
const pixels = wave(M * D, 5).map((v) => (v > 0 ? 1 : 0));
const scores = wave(M * D, 6).map((v) => 3 * v);
const divergences = [0.5, 2, 1.25];
const x = (): tf.Tensor2D => tf.tensor2d(pixels, [M, D]);
const logits = (): tf.Tensor2D => tf.tensor2d(scores, [M, D]);
const kl = (): tf.Tensor1D => tf.tensor1d(divergences);

const softplus = (s: number): number => Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
const expected = (N: number): number =>
  (N / M) * (sum(scores.map((s, i) => softplus(s) - pixels[i]! * s)) + sum(divergences));

/** -log p(x | z) of each example, and the mistakes' ways to put it together. */
const cost = (a: tf.Tensor2D, s: tf.Tensor2D): tf.Tensor1D => tf.softplus(s).sub(a.mul(s)).sum(1);
const total = (perExample: tf.Tensor, N: number): tf.Scalar => perExample.sum<tf.Scalar>().mul(N / perExample.size);

export const aevbLoss = exercise<{ aevbLoss: Loss }>({
  id: '06.3',
  title: 'What Algorithm 1 descends',
  points: 4,
  tests: [
    {
      name: 'logits of zero cost ln 2 a pixel',
      run: async (student) => {
        const loss = await student.aevbLoss(x(), tf.zeros([M, D]), tf.zeros([M]), M);
        await expectClose(loss, tf.scalar(M * D * Math.LN2));
      },
    },
    {
      name: 'three images of four pixels, N = 3',
      run: async (student) => {
        await expectClose(await student.aevbLoss(x(), logits(), kl(), M), tf.scalar(expected(M)));
      },
    },
    {
      name: 'a minibatch of 3 stands for N = 60 images',
      run: async (student) => {
        await expectClose(await student.aevbLoss(x(), logits(), kl(), 60), tf.scalar(expected(60)));
      },
    },
    {
      name: 'finite where a pixel is 1 and its logit is -100',
      run: async (student) => {
        const loss = await student.aevbLoss(tf.tensor2d([[1]]), tf.tensor2d([[-100]]), tf.tensor1d([0]), 1);
        await expectClose(loss, tf.scalar(100));
      },
    },
    {
      name: 'its mean over all minibatches is the loss of all the data',
      hidden: true,
      run: async (student) => {
        const pairs = [[0, 1], [0, 2], [1, 2]]; // prettier-ignore
        const losses = await Promise.all(
          pairs.map(async (pair) => {
            const index = tf.tensor1d(pair, 'int32');
            const of = <T extends tf.Tensor>(t: T): T => tf.gather(t, index);
            return (await (await student.aevbLoss(of(x()), of(logits()), of(kl()), M)).data())[0]!;
          }),
        );
        await expectClose(sum(losses) / 3, expected(M), { relative: 1e-5 });
      },
    },
    {
      name: 'gradients: N / M times (sigmoid(s) - x) by a logit, N / M by a KL',
      hidden: true,
      run: async (student) => {
        const data = x();
        const gradients = await student.aevbLoss.gradient(data, logits(), kl(), 6);
        const byLogit = scores.map((s, i) => 2 * (1 / (1 + Math.exp(-s)) - pixels[i]!));
        await expectClose(gradients[1], tf.tensor2d(byLogit, [M, D]));
        await expectClose(gradients[2], tf.tensor1d([2, 2, 2]));
      },
    },
  ],
  mistakes: [
    {
      name: 'a mean over the pixels',
      hint: 'log p(x | z) is a sum over the pixels. With their mean the KL weighs D times too much (784 times on MNIST), and z is soon ignored: section 8 shows it.',
      functions: { aevbLoss: (a, s, k, N) => total(tf.softplus(s).sub(a.mul(s)).mean(1).add(k), N) },
    },
    {
      name: 'the KL with the wrong sign',
      hint: 'The bound is log p(x | z) minus the KL, so its negative has plus the KL. Yours rewards a q that is far from the prior.',
      functions: { aevbLoss: (a, s, k, N) => total(cost(a, s).sub(k), N) },
    },
    {
      name: 'the bound itself',
      hint: 'This is the bound, which is to rise. An optimizer descends: hand it the negative.',
      functions: { aevbLoss: (a, s, k, N) => total(cost(a, s).add(k), N).neg() },
    },
    {
      name: 'the mean of the minibatch',
      hint: 'Nearly: (6.9) estimates the bound of all N images, so the mean of the minibatch is multiplied by N.',
      functions: { aevbLoss: (a, s, k) => cost(a, s).add(k).mean() },
    },
    {
      name: 'the sum of the minibatch, times N',
      hint: 'The factor is N / M: divide by the number of examples in the minibatch.',
      functions: { aevbLoss: (a, s, k, N) => cost(a, s).add(k).sum<tf.Scalar>().mul(N) },
    },
    {
      name: 'a sigmoid, then a logarithm',
      hint: 'In float32 the sigmoid of -100 is 0 and its logarithm is minus infinity. On logits: log p(x | z) = x s - softplus(s).',
      functions: {
        aevbLoss: (a, s, k, N) => {
          const p = tf.sigmoid(s);
          const logs = a.mul(p.log()).add(tf.sub(1, a).mul(tf.sub(1, p).log()));
          return total(k.sub(logs.sum(1)), N);
        },
      },
    },
  ],
  probe: async (student) => [
    await student.aevbLoss(x(), logits(), kl(), 60),
    await student.aevbLoss(x(), logits(), kl(), 5),
    Number.isFinite(
      (await (await student.aevbLoss(tf.tensor2d([[1]]), tf.tensor2d([[-200]]), tf.tensor1d([0]), 1)).data())[0],
    ),
  ],
});
