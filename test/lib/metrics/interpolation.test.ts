import { expect } from 'chai';
import { pathRatio } from 'saddlepoint';

describe('interpolation paths (G-19)', () => {
  it('is 1 along a straight line, however its points are spaced', () => {
    expect(
      pathRatio([
        [0, 0],
        [1, 2],
        [1.5, 3],
        [4, 8],
      ]),
    ).to.be.closeTo(1, 1e-12);
  });

  it('is 3 for a path that goes there, back, and there again, and pi/2 for a half circle', () => {
    expect(pathRatio([[0], [1], [0], [1]])).to.equal(3);
    const arc = Array.from({ length: 2001 }, (_, t) => [
      Math.cos((Math.PI * t) / 2000),
      Math.sin((Math.PI * t) / 2000),
    ]);
    expect(pathRatio(arc)).to.be.closeTo(Math.PI / 2, 1e-6);
  });

  it('refuses a path that leads nowhere', () => {
    expect(() =>
      pathRatio([
        [1, 2],
        [0, 0],
        [1, 2],
      ]),
    ).to.throw('coincide');
  });
});
