import { expect } from 'chai';
import { nearestLabelError, ready, tf } from 'saddlepoint';

describe('nearestLabelError (H-09)', () => {
  before(() => ready());
  const references = () => ({ x: tf.tensor2d([[0, 0], [0, 4], [9, 0]]), labels: [7, 2, 7] }); // prettier-ignore

  it('gives each query the label of the nearest reference', async () => {
    const x = tf.tensor2d([[0, 1], [1, 3], [6, 0], [0, 2.5]]); // prettier-ignore
    expect(await nearestLabelError({ x, labels: [7, 2, 7, 2] }, references())).to.equal(0);
    expect(await nearestLabelError({ x, labels: [7, 7, 2, 2] }, references())).to.equal(0.5);
  });

  it('is 0 on the references themselves, and takes images and bytes', async () => {
    expect(await nearestLabelError(references(), references())).to.equal(0);
    const x = tf.randomUniform([5, 2, 2, 1]);
    const labels = Uint8Array.of(3, 1, 4, 1, 5);
    expect(await nearestLabelError({ x, labels }, { x, labels })).to.equal(0);
  });

  it('wants a label for each example', async () => {
    const failed = nearestLabelError({ ...references(), labels: [1, 2] }, references());
    const message = await failed.catch((error: unknown) => (error as Error).message);
    expect(message).to.contain('2 labels for 3 queries');
  });
});
