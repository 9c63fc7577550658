import { expect } from 'chai';
import * as path from 'node:path';
import { runOnEngine } from './engine';

interface Result {
  sha256: string;
  multinomial: number[][];
}

describe('a seeded training', () => {
  for (const engine of ['node', 'wasm'] as const) {
    it(`gives the same bits in two processes, other bits from another seed, on the ${engine} engine`, function () {
      const run = (seed: number) =>
        runOnEngine(this, engine, path.join(__dirname, 'seeded.child.ts'), String(seed)) as Result;
      const [first, second, other] = [run(1), run(1), run(2)];
      expect(second).to.deep.equal(first);
      expect(other.sha256).not.to.equal(first.sha256);
      // Ten equal classes, 50 draws a row: rows differ, and so do calls.
      expect(new Set(first.multinomial.map(String)).size).to.equal(4);
      expect(other.multinomial).not.to.deep.equal(first.multinomial);
    });
  }

  it('gives the same bits on any number of threads', function () {
    const [one, two, three] = ['1', '2', '3'].map((threads) =>
      runOnEngine(this, 'wasm', path.join(__dirname, 'seeded.child.ts'), '1', threads),
    );
    expect(two).to.deep.equal(one);
    expect(three).to.deep.equal(one);
  });
});
