import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { createConverter } from 'tslab/dist/converter';
import { version } from 'tslab/package.json';

/** What we use of tslab's inside: with another version, look at these first. */
describe('tslab, from the inside', () => {
  it('is the version that was looked into', () => {
    expect(version).to.equal('1.0.22');
  });

  it('compiles a cell against the declarations of the cells before, and reports lines and words', function () {
    this.timeout(60_000);
    const converter = createConverter({ isJS: false, isBrowser: false });
    try {
      const first = converter.convert('', 'const a = 1;');
      expect(first.declOutput).to.contain('declare const a = 1');
      const wrong = converter.convert(first.declOutput!, 'const b: string = a;');
      expect(wrong.diagnostics[0]).to.deep.include({
        messageText: "Type 'number' is not assignable to type 'string'.",
      });
      expect(wrong.diagnostics[0]!.start).to.include({ line: 0, character: 6 });
      // Should this fail: tslab can do it now, and repairShorthand can go.
      expect(converter.convert(first.declOutput!, 'f({ a }, a); function f(..._: unknown[]) {}').output).to.contain(
        'f({ a }, exports.a)',
      );
    } finally {
      converter.close();
    }
  });
});

describe('repairShorthand', () => {
  /** Evaluates an expression in a process where a tslab kernel's cells have declared `a` and `process`. */
  function inKernel(expression: string): unknown {
    const script = `
      globalThis.__tslab__ = { exports: { a: 1, process: 'mine' } };
      const { repairShorthand } = require('saddlepoint-course/dist/course/check/kernel');
      repairShorthand();
      repairShorthand();
      console.log(JSON.stringify(require('node:vm').runInThisContext(${JSON.stringify(expression)})));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    if (stderr !== '') throw new Error(stderr);
    return JSON.parse(stdout);
  }

  it("finds a cell's name that is nowhere else, as it is now", () => {
    expect(inKernel('({ a })')).to.deep.equal({ a: 1 });
    expect(inKernel('__tslab__.exports.a = 2; [a, typeof a]')).to.deep.equal([2, 'number']);
  });

  it('takes no name away from JavaScript and Node', () => {
    expect(inKernel('typeof process')).to.equal('object');
    expect(inKernel('(() => { const a = 5; return { a }; })()')).to.deep.equal({ a: 5 });
  });

  it('leaves an unknown name unknown', () => {
    expect(inKernel('typeof unknown')).to.equal('undefined');
    expect(() => inKernel('unknown')).to.throw('unknown is not defined');
  });
});
