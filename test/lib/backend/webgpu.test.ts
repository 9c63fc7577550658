import { expect } from 'chai';
import * as path from 'node:path';
import { runOnEngine } from './engine';
import { GOLDEN, isNamed, namesIn, type Measured } from './gradient-table';

/** A GPU's sine is good to about four digits (WebGPU, section 15.7.4: 2^-11 absolute). */
const TOLERANCE = 1e-3;

interface Trained {
  weights: number[];
  left: number;
  png: boolean;
}

describe('the engine webgpu: right, or a named error', function () {
  this.timeout(300_000);

  it('every derivative, first and second', function () {
    const file = path.join(__dirname, 'gradients.child.ts');
    const results = runOnEngine(this, 'webgpu', file, ...GOLDEN) as Record<string, Measured>;
    const wrong = Object.entries(results).filter(([, measured]) =>
      Object.values(measured).some((e) => (typeof e === 'number' ? !(e < TOLERANCE) : !isNamed(e))),
    );
    expect(Object.keys(results).sort()).to.deep.equal([...namesIn(GOLDEN)].sort());
    expect(wrong).to.deep.equal([]);
    const right = Object.values(results).filter((measured) =>
      Object.values(measured).every((e) => typeof e === 'number'),
    );
    expect(right.length).to.be.at.least(0.9 * namesIn(GOLDEN).length);
  });

  it('a DCGAN trains as on wasm, is saved and drawn, and leaves no tensor behind', function () {
    const file = path.join(__dirname, 'trained.child.ts');
    const [webgpu, wasm] = [runOnEngine(this, 'webgpu', file), runOnEngine(this, 'wasm', file)] as Trained[];
    expect(webgpu!.left).to.equal(0);
    expect(webgpu!.png).to.equal(true);
    webgpu!.weights.forEach((value, i) => {
      expect(value, `weight ${i}`).to.be.closeTo(wasm!.weights[i]!, 1e-5);
    });
  });
});
