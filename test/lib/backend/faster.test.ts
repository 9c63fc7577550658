import { expect } from 'chai';
import { ready, seed, tf } from 'saddlepoint';

/** Facts that hold on every engine, about ops that engines take a way of their own for. */
describe('ops that an engine may run its own way', () => {
  before(() => ready());
  beforeEach(() => {
    seed(1);
  });

  it('the transposed convolution is the adjoint of the convolution, for every size of kernel and number of channels', () => {
    const sizes = [[1, 1], [1, 2], [3, 5], [4, 4], [4, 5], [5, 6], [6, 6], [7, 4]] as const; // prettier-ignore
    for (const [kh, kw] of sizes) {
      for (const channels of [1, 3, 5, 9]) {
        for (const [height, width] of [
          [6, 4],
          [2, 8],
          [5, 6],
        ] as const) {
          // prettier-ignore
          tf.tidy(() => {
            const x = tf.randomNormal<tf.Rank.R4>([2, height, width, channels]);
            for (const outputs of [1, 3]) {
              const filter = tf.randomNormal<tf.Rank.R4>([kh, kw, channels, outputs]);
              const y = tf.conv2d(x, filter, 2, 'same');
              const dy = tf.randomNormal<tf.Rank.R4>(y.shape);
              const here = y.mul(dy).sum().dataSync()[0]!;
              const there = x.mul(tf.conv2dTranspose(dy, filter, x.shape, 2, 'same')).sum().dataSync()[0]!;
              const scale = tf.norm(y).mul(tf.norm(dy)).dataSync()[0]!;
              const what = `${kh}x${kw} kernel, ${channels} channels to ${outputs}, image ${height}x${width}`;
              expect(Math.abs(here - there) / scale, what).to.be.below(1e-6);
            }
          });
        }
      }
    }
  });

  it('large products, which cores share, are sums of products too', () => {
    const [m, k, n] = [130, 150, 170];
    for (const ta of [false, true]) {
      for (const tb of [false, true]) {
        tf.tidy(() => {
          const a = tf.randomNormal<tf.Rank.R2>(ta ? [k, m] : [m, k]);
          const b = tf.randomNormal<tf.Rank.R2>(tb ? [n, k] : [k, n]);
          const rows = (ta ? tf.transpose(a) : a).arraySync();
          const columns = (tb ? b : tf.transpose(b)).arraySync();
          const got = tf.matMul(a, b, ta, tb).arraySync() as number[][];
          for (let i = 0; i < m; i += 3) {
            for (let j = 0; j < n; j += 7) {
              const sum = rows[i]!.reduce((before, x, l) => before + x * columns[j]![l]!, 0);
              expect(got[i]![j]).to.be.closeTo(sum, 1e-4);
            }
          }
        });
      }
    }
  });

  const largeConvolution = (images: number) => () => {
    tf.tidy(() => {
      const [height, width, input, output] = [17, 31, 20, 40];
      const x = tf.randomNormal<tf.Rank.R4>([images, height, width, input]);
      const filter = tf.randomNormal<tf.Rank.R4>([3, 5, input, output]);
      const convolve = (image: tf.Tensor4D, taps: tf.Tensor4D) => tf.conv2d(image, taps, [2, 1], 'same');
      const y = convolve(x, filter);
      expect(y.shape).to.deep.equal([images, 9, 31, output]);
      const [X, F, Y] = [x.arraySync(), filter.arraySync(), y.arraySync()];
      for (const [b, i, j, o] of [
        [0, 0, 0, 0],
        [3, 8, 30, 39],
        [1, 4, 7, 13],
        [2, 8, 1, 20],
        [0, 3, 29, 5],
      ] as const) {
        if (b >= images) continue;
        let sum = 0;
        for (let u = 0; u < 3; u++)
          for (let v = 0; v < 5; v++)
            for (let c = 0; c < input; c++) sum += (X[b]![2 * i + u - 1]?.[j + v - 2]?.[c] ?? 0) * F[u]![v]![c]![o]!;
        expect(Y[b]![i]![j]![o]).to.be.closeTo(sum, 1e-4);
      }
      const dy = tf.randomNormal<tf.Rank.R4>(y.shape);
      const [dx, dfilter] = tf.grads((image, taps) => convolve(image as tf.Tensor4D, taps as tf.Tensor4D))(
        [x, filter],
        dy,
      );
      const inner = (a: tf.Tensor, b: tf.Tensor) => a.mul(b).sum().dataSync()[0]!;
      const scale = tf.norm(y).mul(tf.norm(dy)).dataSync()[0]!;
      // convolution is linear in both
      expect(Math.abs(inner(y, dy) - inner(x, dx!)) / scale).to.be.below(1e-6);
      expect(Math.abs(inner(y, dy) - inner(filter, dfilter!)) / scale).to.be.below(1e-6);
    });
  };
  for (const images of [1, 4]) {
    it(
      `large convolutions of ${images}, which cores share, are sums over their windows, and their gradients their adjoints`,
      largeConvolution(images),
    );
  }

  it('a dense layer is a product, a bias and an activation, and so are both its derivatives', () => {
    for (const activation of ['linear', 'relu', 'elu'] as const) {
      tf.tidy(() => {
        const [x, w, bias] = [tf.randomNormal([64, 150]), tf.randomNormal([150, 130]), tf.randomNormal([130])];
        const activate = { linear: (z: tf.Tensor) => z, relu: tf.relu, elu: tf.elu }[activation];
        const fused = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) => tf.fused.matMul({ a, b, bias: c, activation });
        const apart = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) => activate(tf.matMul(a, b).add(c));
        /** the outputs, the gradients of their squares, and those of the squared slope at x */
        const all = (layer: typeof fused) => {
          const squares = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) => layer(a, b, c).square().sum();
          const slope = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) =>
            tf
              .grad((t) => squares(t, b, c))(a)
              .square()
              .mean();
          const inputs = [x, w, bias];
          return [layer(x, w, bias), ...tf.grads(squares)(inputs), ...tf.grads(slope)(inputs)];
        };
        const expected = all(apart);
        for (const [i, got] of all(fused).entries()) {
          const error = tf.norm(got.sub(expected[i]!)).div(tf.norm(expected[i]!)).dataSync()[0];
          expect(error, `${activation} ${i}`).to.be.below(1e-5);
        }
      });
    }
  });

  it('long sums, with rows too, and rectifiers and their gradients are right number by number, NaN and infinities too', () => {
    const odd = [NaN, Infinity, -Infinity, 0, -0, 2, -3];
    const values = Float32Array.from({ length: 100 * 300 }, (_, i) => odd[i] ?? Math.fround(Math.sin(i)));
    tf.tidy(() => {
      const x = tf.tensor2d(values, [100, 300]);
      const row = tf.linspace(-1, 1, 300);
      const [r, dy] = [row.dataSync(), tf.cos(x)];
      const each = (f: (value: number, i: number) => number) => values.map(f);
      expect(x.add(dy).dataSync()).to.deep.equal(each((value, i) => value + dy.dataSync()[i]!));
      expect(x.add(row).dataSync()).to.deep.equal(each((value, i) => value + r[i % 300]!));
      expect(tf.relu(x).dataSync().map(Math.abs)).to.deep.equal(each((value) => Math.abs(Math.max(value, 0)))); // -0 is 0
      expect(tf.leakyRelu(x, 0.25).dataSync()).to.deep.equal(each((value) => (value > 0 ? value : 0.25 * value)));
      const slopes = (f: (x: tf.Tensor) => tf.Tensor) => tf.grad(f)(x, tf.onesLike(x)).dataSync();
      const finite = values.map((value) => (Number.isNaN(value) ? 0 : 1)); // nobody promises a slope at NaN
      const where = (y: tf.TypedArray) => y.map((value, i) => (finite[i] ? value : 0));
      expect(where(slopes(tf.relu))).to.deep.equal(each((value) => (value > 0 ? 1 : 0)));
      expect(where(slopes((x) => tf.leakyRelu(x, 0.25)))).to.deep.equal(
        each((value, i) => finite[i]! * (value > 0 ? 1 : 0.25)),
      );
    });
  });

  it("TensorFlow's dense layer hides no NaN behind a relu", function () {
    if (tf.getBackend() !== 'tensorflow') this.skip(); // wasm's own does
    const [a, b, bias] = [tf.tensor2d([[NaN]]), tf.ones<tf.Rank.R2>([1, 2]), tf.zeros([2])];
    const y = tf.tidy(() => tf.fused.matMul({ a, b, bias, activation: 'relu' }));
    expect([...y.dataSync()]).to.deep.equal([NaN, NaN]);
    tf.dispose([a, b, bias, y]);
  });

  it('products of matrices are sums of products, transposed or not, down to vectors and to nothing', () => {
    const value = (m: number[][], i: number, k: number, transposed: boolean) => (transposed ? m[k]![i]! : m[i]![k]!);
    for (const [m, k, n] of [
      [2, 3, 4],
      [1, 5, 1],
      [4, 1, 3],
      [3, 4, 1],
    ] as const) {
      // prettier-ignore
      for (const [ta, tb] of [[false, false], [true, false], [false, true], [true, true]] as const) { // prettier-ignore
        const a = tf.randomUniform<tf.Rank.R2>(ta ? [k, m] : [m, k]);
        const b = tf.randomUniform<tf.Rank.R2>(tb ? [n, k] : [k, n]);
        const [A, B] = [a.arraySync(), b.arraySync()];
        const got = tf.matMul(a, b, ta, tb).arraySync() as number[][];
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < n; j++) {
            const terms = Array.from({ length: k }, (_, l) => value(A, i, l, ta) * value(B, l, j, tb));
            expect(got[i]![j]).to.be.closeTo(terms.reduce((s, t) => s + t), 1e-5); // prettier-ignore
          }
        }
      }
    }
    expect(tf.matMul(tf.zeros([0, 3]), tf.zeros([3, 2])).shape).to.deep.equal([0, 2]);
  });
});

describe('the dropout layer', () => {
  const dropped = (x: tf.Tensor, rate: number, more = {}) =>
    tf.layers.dropout({ rate, ...more }).apply(x, { training: true }) as tf.Tensor;
  const values = (x: tf.Tensor) => Array.from(x.dataSync());

  before(() => ready());

  it('drops each unit with its rate, by itself, and scales up the rest', () => {
    seed(2);
    const [rows, columns, rate] = [500, 200, 0.3];
    const y = values(dropped(tf.ones([rows, columns]), rate));
    const kept = y.filter((value) => value !== 0);
    expect(Math.min(...kept)).to.be.closeTo(1 / (1 - rate), 1e-6);
    expect(Math.max(...kept)).to.be.closeTo(1 / (1 - rate), 1e-6);
    const n = rows * columns;
    const z = (count: number, p: number) => Math.abs(count - n * p) / Math.sqrt(n * p * (1 - p));
    expect(z(kept.length, 1 - rate)).to.be.below(5);
    const both = y.filter((value, i) => value !== 0 && y[(i + 1) % n] !== 0).length;
    expect(Math.abs(both - n * (1 - rate) ** 2) / Math.sqrt(n)).to.be.below(5);
  });

  it('draws a mask a call, the same masks after the same seed, and leaves test time alone', () => {
    const x = tf.ones([20, 20]);
    const two = () => {
      seed(3);
      return [values(dropped(x, 0.5)), values(dropped(x, 0.5))];
    };
    const [first, second] = two();
    expect(first).to.not.deep.equal(second);
    expect(two()).to.deep.equal([first, second]);
    expect(values(tf.layers.dropout({ rate: 0.5 }).apply(x, { training: false }) as tf.Tensor)).to.deep.equal(
      values(x),
    );
    expect(values(dropped(x, 0))).to.deep.equal(values(x));
  });

  it('shares a mask along axes where it is told to, and keeps a seed of its own', () => {
    seed(4);
    const y = dropped(tf.ones([30, 4]), 0.5, { noiseShape: [30, 1] }).arraySync() as number[][];
    for (const row of y) expect(new Set(row).size).to.equal(1);
    expect(new Set(y.map(([value]) => value)).size).to.equal(2);
    const seeded = () => values(dropped(tf.ones([9, 9]), 0.5, { seed: 7 }));
    expect(seeded()).to.deep.equal(seeded());
  });

  it('passes the gradient through what it kept', () => {
    seed(5);
    const layer = tf.layers.dropout({ rate: 0.4 });
    let y: tf.Tensor | undefined;
    const dx = tf.grad((x) => (y = tf.keep(layer.apply(x, { training: true }) as tf.Tensor)).sum())(tf.ones([8, 8]));
    expect(values(dx)).to.deep.equal(values(y!));
  });
});
