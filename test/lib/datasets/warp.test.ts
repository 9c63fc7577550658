import { expect } from 'chai';
import { warped } from 'saddlepoint';

const shape = [2, 3, 1] as const;
const image = Uint8Array.from([10, 20, 30, 40, 50, 60]);

describe('warped', () => {
  it('leaves an image where it is, moves it by whole pixels, and fills what comes in from outside', () => {
    expect([...warped(image, shape, [1, 0, 0, 0, 1, 0], 0)]).to.deep.equal([...image]);
    expect([...warped(image, shape, [1, 0, 1, 0, 1, 0], 7)]).to.deep.equal([20, 30, 7, 50, 60, 7]);
    expect([...warped(image, shape, [1, 0, 0, 0, 1, -1], 7)]).to.deep.equal([7, 7, 7, 10, 20, 30]);
  });

  it('slants: row y comes from as many columns to the right as it is far down', () => {
    expect([...warped(image, shape, [1, 1, 0, 0, 1, 0], 0)]).to.deep.equal([10, 20, 30, 50, 60, 0]);
  });

  it('is bilinear between pixels, in each channel alike', () => {
    const half = [1, 0, 0.5, 0, 1, 0.5] as const;
    expect(warped(image, shape, half, 0)[0]).to.equal((10 + 20 + 40 + 50) / 4);
    const twice = Uint8Array.from([...image].flatMap((byte) => [byte, 255 - byte]));
    const [first, second] = warped(twice, [2, 3, 2], half, 0);
    expect([first, second]).to.deep.equal([30, 225]);
  });

  it('refuses an image of another size', () => {
    const refused = () => warped(image, [2, 2, 1], [1, 0, 0, 0, 1, 0], 0);
    expect(refused).to.throw(RangeError, 'warped: 6 bytes; an image of 2x2x1 has 4.');
  });
});
