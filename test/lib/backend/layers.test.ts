import { expect } from 'chai';
import * as path from 'node:path';
import { runOnEngine } from './engine';

describe('every layer a GAN or VAE is built of trains, and a step leaves no tensor behind', () => {
  for (const engine of ['node', 'wasm'] as const) {
    it(`on the ${engine} engine`, function () {
      const results = runOnEngine(this, engine, path.join(__dirname, 'layers.child.ts')) as Record<string, string>;
      expect(Object.keys(results)).to.have.length.above(50);
      const failed = Object.entries(results).filter(([, result]) => result !== 'trains');
      expect(failed).to.deep.equal([]);
    });
  }
});
