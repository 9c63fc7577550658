import { expect } from 'chai';
import type { Cell } from 'saddlepoint-course/dist/course/release/notebook';
import { functionsOf, type Solution } from 'saddlepoint-course/dist/course/release/functions';

/** Loads a notebook of cells; those whose source begins with an id, "1.1: ...", are solutions. */
async function load(...sources: string[]): Promise<Solution[]> {
  const cells = sources.map((text): Cell => {
    const [, grade_id, source] = /^(?:(\d\.\d): )?([^]*)$/.exec(text)!;
    const nbgrader = { schema_version: 3, grade: false, locked: false, solution: true, task: false };
    const metadata = grade_id === undefined ? {} : { nbgrader: { ...nbgrader, grade_id } };
    return { cell_type: 'code', metadata, source: source! };
  });
  return functionsOf({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, __dirname);
}

const call = (s: Solution | undefined, name: string, ...args: unknown[]): unknown =>
  (s!.functions[name] as (...args: unknown[]) => unknown)(...args);

describe('functionsOf', () => {
  it('gives functions, however they are declared, and nothing else', async () => {
    const [s] = await load(
      '1.1: function f(x: number) { return x + 1; }\nconst g = (x: number): number => f(x) * 2;\nclass C {}\nexport const k = 3;',
    );
    expect(Object.keys(s!.functions)).to.have.members(['f', 'g', 'C']);
    expect(call(s, 'g', 2)).to.equal(6);
  });

  it('lets a cell use imports, functions, constants and solutions of the cells before it', async () => {
    const [, s] = await load(
      "import { join as j } from 'node:path';\nimport * as path from 'node:path';\nimport type { X } from 'nowhere';",
      'interface P { x: number }\ntype Q = P;\nconst half = 0.5, sign = -1;\nconst table = { a: [1, 2] };\nfunction given(x: number) { return x * half; }',
      '1.1: const twice = (x: number) => 2 * x;',
      "1.2: const all = (p: P) => [given(twice(p.x)), sign, table.a[1], j('a', 'b'), path.sep];",
    );
    expect(call(s, 'all', { x: 3 })).to.deep.equal([3, -1, 2, 'a/b', '/']);
  });

  it('computes plain constants of the other cells, each by itself', async () => {
    const [s] = await load(
      'const LOG_2PI = Math.log(2 * Math.PI);\nconst lost = data.length;\nlet [a, b] = [LOG_2PI / 2, -1];\nb++;',
      '1.1: const f = () => [a, b];',
    );
    expect(call(s, 'f')).to.deep.equal([Math.log(2 * Math.PI) / 2, -1]);
  });

  it('runs nothing of the other cells', async () => {
    const [s] = await load(
      "throw new Error('training');",
      'const data = (() => { throw new Error("reads"); })();',
      '1.1: const f = () => 1;',
    );
    expect(s!.error).to.equal(undefined);
    expect(call(s, 'f')).to.equal(1);
  });

  it('lets a cell declare a name anew', async () => {
    const [first, second] = await load(
      "import { join } from 'node:path';\nconst k = 1;",
      '1.1: const join = () => k;',
      '1.2: const k = 2;\nconst f = () => [k, join()];',
    );
    expect(call(first, 'join')).to.equal(1);
    expect(call(second, 'f')).to.deep.equal([2, 1]);
  });

  it('goes on after a cell that does not parse or throws, which declares nothing', async () => {
    const solutions = await load(
      '1.1: const f = (',
      "1.2: const g = () => 1;\nthrow new TypeError('at once');",
      '1.3: const h = () => 3;',
      '1.4: const i = () => g();',
    );
    expect(solutions.map((s) => s.error)).to.deep.equal([
      'SyntaxError: Expression expected.',
      'TypeError: at once',
      undefined,
      undefined,
    ]);
    expect(call(solutions[2], 'h')).to.equal(3);
    expect(() => call(solutions[3], 'i')).to.throw('g is not defined');
  });

  it('allows await, and several notebooks in one process', async () => {
    for (const n of [1, 2]) {
      const [s] = await load(`1.1: const n = await Promise.resolve(${n});\nconst f = () => n;`);
      expect(call(s, 'f')).to.equal(n);
    }
  });

  it('is strict: a forgotten const is an error of that call', async () => {
    const [s] = await load('1.1: const f = () => { forgotten = 1; };');
    expect(() => call(s, 'f')).to.throw(ReferenceError);
  });
});
