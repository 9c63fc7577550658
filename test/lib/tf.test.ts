import { expect } from 'chai';
import { tf } from 'saddlepoint';

describe('the one tfjs', () => {
  it('is the union package', () => {
    expect(tf.version.tfjs).to.equal('4.22.0');
  });
});
