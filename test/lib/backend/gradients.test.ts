import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { runOnEngine } from './engine';
import { cases } from './gradient-cases';
import { layerCases } from './layer-cases';

type Measured = Record<'loss' | 'first' | 'second', number | string>;

const files = ['gradients', 'layers'].map((name) => path.join(__dirname, `../../golden/${name}.json`));
const names = files.flatMap((file) => Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object));

/** float32 carries seven digits, and a second derivative is a short chain of operations. */
const TOLERANCE = 1e-5;

describe('derivatives against float64 values of PyTorch', () => {
  it('every golden case has its function, and every function its case', () => {
    expect(Object.keys({ ...cases, ...layerCases }).sort()).to.deep.equal([...names].sort());
  });

  for (const engine of ['node', 'wasm', 'cpu'] as const) {
    describe(`on the ${engine} engine: loss, first and second derivative`, () => {
      let results: Record<string, Measured>;
      before(function () {
        results = runOnEngine(this, engine, path.join(__dirname, 'gradients.child.ts'), ...files) as typeof results;
      });
      for (const name of names) {
        it(name, () => {
          for (const [what, error] of Object.entries(results[name]!)) {
            expect(error, `${name}: relative error of the ${what}`).to.be.a('number').below(TOLERANCE);
          }
        });
      }
    });
  }
});
