import { expect } from 'chai';
import { overlapCounts, ready, tf, transposedSide } from 'saddlepoint';
import { distance } from './close';

const grid: [side: number, kernelSize: number, stride: number, padding: number][] = [];
for (const side of [1, 2, 5])
  for (const kernelSize of [2, 3, 4, 5])
    for (const stride of [1, 2, 3])
      for (const padding of [0, 1])
        if (stride * (side - 1) + kernelSize > 2 * padding) grid.push([side, kernelSize, stride, padding]);

describe('transposed convolution (I-03, I-04)', () => {
  before(() => ready());

  it('is the adjoint of the convolution, from and to the sides of the formula: <conv x, y> = <x, conv^T y>', () => {
    for (const [side, kernelSize, stride, padding] of grid) {
      const output = transposedSide(side, kernelSize, stride, padding);
      const x = tf.randomNormal<tf.Rank.R4>([2, output, output, 3]);
      const y = tf.randomNormal<tf.Rank.R4>([2, side, side, 4]);
      const kernel = tf.randomNormal<tf.Rank.R4>([kernelSize, kernelSize, 3, 4]);
      const margins: [number, number][] = [
        [0, 0],
        [padding, padding],
        [padding, padding],
        [0, 0],
      ];
      const convolved = tf.conv2d(tf.pad(x, margins), kernel, stride, 'valid');
      expect(convolved.shape).to.deep.equal(y.shape);
      const full = output + 2 * padding;
      const spread = tf.conv2dTranspose(y, kernel, [2, full, full, 3], stride, 'valid');
      const transposed = spread.slice([0, padding, padding, 0], [2, output, output, 3]);
      const [left, right] = [tf.mul(convolved, y), tf.mul(x, transposed)].map((t) => t.sum().dataSync()[0]!);
      const size = tf.mul(convolved, y).abs().sum().dataSync()[0]!;
      expect(Math.abs(left! - right!) / size, `${side}, ${kernelSize}, ${stride}, ${padding}`).to.be.below(1e-5);
    }
  });

  it('overlap counts are what a transposed convolution of ones with ones gives, over a grid', () => {
    for (const [side, kernelSize, stride, padding] of grid) {
      const full = transposedSide(side, kernelSize, stride, 0);
      const ones = tf.ones<tf.Rank.R4>([1, side, side, 1]);
      const image = tf.conv2dTranspose(
        ones,
        tf.ones([kernelSize, kernelSize, 1, 1]),
        [1, full, full, 1],
        stride,
        'valid',
      );
      const side2 = transposedSide(side, kernelSize, stride, padding);
      const counts = overlapCounts(side, kernelSize, stride, padding);
      const outer = counts.flatMap((a) => counts.map((b) => a * b));
      const cut = image.slice([0, padding, padding, 0], [1, side2, side2, 1]).dataSync();
      expect(distance(cut, outer)).to.equal(0);
    }
  });

  it('shows a checkerboard where the stride does not divide the kernel size, and none where it does', () => {
    const middle = (counts: number[]) => new Set(counts.slice(5, -5));
    expect(middle(overlapCounts(14, 5, 2))).to.deep.equal(new Set([2, 3]));
    expect(middle(overlapCounts(14, 4, 2))).to.deep.equal(new Set([2]));
  });

  it('"project and reshape" is a transposed convolution of a 1x1 image', () => {
    const z = tf.randomNormal<tf.Rank.R2>([6, 10]);
    const kernel = tf.randomNormal<tf.Rank.R4>([4, 4, 8, 10]); // [height, width, out, in]
    const image = tf.conv2dTranspose(z.reshape<tf.Tensor4D>([6, 1, 1, 10]), kernel, [6, 4, 4, 8], 1, 'valid');
    const projection = kernel.transpose([3, 0, 1, 2]).reshape<tf.Tensor2D>([10, 4 * 4 * 8]);
    const reshaped = z.matMul(projection).reshape([6, 4, 4, 8]);
    const scale = reshaped.abs().max().dataSync()[0]!;
    expect(distance(image.dataSync(), reshaped.dataSync())).to.be.below(1e-6 * scale);
  });
});
