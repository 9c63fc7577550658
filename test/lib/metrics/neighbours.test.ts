import { expect } from 'chai';
import { memorisation, mnist, nearestNeighbours, ready, seed, tf } from 'saddlepoint';
import { golden } from './golden';

describe('nearest neighbours (H-05, G-18)', () => {
  before(() => ready());

  it('agree with SciPy', async () => {
    const { queries, references, index, distance } = golden.neighbours;
    const [q, r] = [tf.tensor3d(queries), tf.tensor3d(references)];
    const found = await nearestNeighbours(q, r);
    tf.dispose([q, r]);
    expect([...found.index]).to.deep.equal(index);
    for (const [n, expected] of distance.entries()) expect(found.distance[n]).to.be.closeTo(expected, 1e-5);
  });

  it('are the same whether the distances fit into one chunk or not, and leave no tensor behind', async () => {
    const r = tf.tidy(() =>
      tf
        .range(0, 2 ** 22)
        .mul(0.618)
        .mod(1)
        .reshape([-1, 1]),
    ); // four queries a chunk
    const q = tf.randomUniform([9, 1]);
    const before = tf.memory().numTensors;
    const together = await nearestNeighbours(q, r);
    for (let n = 0; n < 9; n++) {
      const one = q.slice(n, 1);
      const alone = await nearestNeighbours(one, r);
      one.dispose();
      expect(alone.distance[0]).to.equal(together.distance[n]);
    }
    expect(tf.memory().numTensors).to.equal(before);
    tf.dispose([q, r]);
  });

  it('refuses sets that do not fit together', async () => {
    const [q, r] = [tf.zeros([2, 3]), tf.zeros([2, 4])];
    const message = await nearestNeighbours(q, r).catch((error: unknown) => (error as Error).message);
    expect(message).to.equal('nearestNeighbours: queries [2,3] and references [2,4] do not fit.');
    tf.dispose([q, r]);
  });

  it('flag every planted copy of a training image, and few images that are new', async () => {
    seed(1);
    const { x, y } = (await mnist({ split: 'train' })).take(5000).tensors();
    const fresh = (await mnist({ split: 'test' })).take(300).tensors();
    const planted = Int32Array.from({ length: 100 }, (_, i) => (i * 4999) % 5000);
    const copies = x.gather(tf.tensor1d(planted, 'int32'));
    const samples = tf.concat([fresh.x, copies]);
    const found = await memorisation(samples, x);
    expect([...found.index.subarray(300)]).to.deep.equal([...planted]);
    expect([...found.distance.subarray(300)].every((distance) => distance === 0)).to.equal(true);
    expect([...found.copies.subarray(300)].every((copy) => copy === 1)).to.equal(true);
    // one in a hundred is expected; five standard deviations above it is 4 %
    const flagged = found.copies.subarray(0, 300).reduce((sum, copy) => sum + copy, 0);
    expect(flagged / 300).to.be.lessThan(0.04);
    expect(found.share).to.be.closeTo((flagged + 100) / 400, 1e-12);
    tf.dispose([x, y, fresh.x, fresh.y, copies, samples]);
  });
});
