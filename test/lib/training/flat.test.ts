import { expect } from 'chai';
import * as path from 'node:path';
import { runOnEngine } from '../backend/engine';

interface Held {
  tensors: number[];
  bytes: number[];
}

describe('10,000 steps of training', () => {
  for (const engine of ['node', 'wasm'] as const) {
    it(`hold no more tensors and no more memory at their end than near their start, on the ${engine} engine`, function () {
      this.timeout(600_000);
      const { tensors, bytes } = runOnEngine(this, engine, path.join(__dirname, 'flat.child.ts')) as Held;
      const [warm, ...later] = tensors.slice(1); // the first step makes the optimizer's slots
      for (const count of later) expect(count).to.equal(warm);
      // The smallest tensor with the batch's axis, [512, 1], has 2 kB: a leak of one a step would be twice this bound.
      const early = Math.max(...bytes.slice(1, 4));
      expect(bytes.at(-1)! - early, `bytes held: ${bytes}`).to.be.below(7000 * 1024);
    });
  }
});
