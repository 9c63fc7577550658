import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { tokensOf } from 'saddlepoint-course/dist/course/similarity/tokens';
import { handedIn, rewritten, smallClass, writeTree } from './grade.handed-in';

/** The same computation written by two people, and one of them with other names and layout. */
const ONE = `const eStep = (logJoint: number[][]): number[][] =>
  logJoint.map((row) => {
    const top = Math.max(...row);
    const weights = row.map((v) => Math.exp(v - top));
    const total = weights.reduce((a, b) => a + b, 0);
    return weights.map((w) => w / total);
  });`;
const RENAMED = `// all my own work
const eStep = (L: number[][]): number[][] => L.map((r) => {
    const m = Math.max(...r);
    const es = r.map((x) => Math.exp(x - m)), unused = 1;
    const s = es.reduce((p, q) => p + q, 0);
    return es.map((e) => e / s);
});`;
const OTHER = `function eStep(logJoint: number[][]): number[][] {
  const result: number[][] = [];
  for (const row of logJoint) {
    let evidence = -Infinity;
    for (const v of row) evidence = Math.max(evidence, v) + Math.log1p(Math.exp(-Math.abs(evidence - v)));
    result.push(row.map((v) => Math.exp(v - evidence)));
  }
  return result;
}`;

describe('npm run similarity', function () {
  this.timeout(120_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'saddlepoint-similar-'))));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const run = (...args: string[]): { status: number | null; words: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['course/similarity/main.mjs', ...args], {
      encoding: 'utf8',
    });
    return { status, words: stdout + stderr };
  };

  it('puts those first who differ in names and layout only, and leaves out what was handed out', () => {
    writeTree(join(folder, 'class'), {
      ada: handedIn([], rewritten('04.2', ONE)),
      bob: handedIn([], rewritten('04.2', RENAMED)),
      cem: handedIn([], rewritten('04.2', OTHER)),
      dot: smallClass()['dot']!,
      eve: handedIn([]),
      fay: handedIn([]),
    });
    const { status, words } = run(join(folder, 'class'), '--assignment', '04-em', '--out', join(folder, 'similar'));
    expect(status, words).to.equal(0);
    expect(words).to.contain('dot: left out. The notebook: the file is damaged');
    expect(words).to.contain('5 students, 10 pairs');
    const rows = readFileSync(join(folder, 'similar.csv'), 'utf8')
      .trim()
      .split('\r\n')
      .slice(1)
      .map((r) => r.split(','));
    expect(rows).to.have.length(10);
    expect(rows[0]!.slice(0, 2)).to.deep.equal(['ada', 'bob']);
    const of = (a: string, b: string): number => Number(rows.find((r) => r[0] === a && r[1] === b)![2]);
    expect(of('ada', 'bob')).to.be.above(0.6);
    expect(of('ada', 'cem')).to.be.below(of('ada', 'bob') / 2);
    expect(of('eve', 'fay'), 'two untouched notebooks').to.equal(0);
    const page = readFileSync(join(folder, 'similar.html'), 'utf8');
    expect(page).to.contain('ada and bob').and.not.contain('eve and fay');
  });

  it('explains itself when it is called wrongly', () => {
    expect(run()).to.deep.include({ status: 2 });
    expect(run('none', '--assignment', '04-em').words).to.contain('there is no such file or folder');
    expect(run('none', '--assignment', '99-x').words).to.contain('There is no spec for 99-x');
  });

  it('sees the shape of code: not its names and layout, but its operators', () => {
    const shape = (source: string): string => tokensOf(source).tokens.join(' ');
    expect(shape('const f = (a: number) => a + 1; // one')).to.equal(shape('const   g = (bb: number) =>\n bb + 22;'));
    expect(shape('a + b')).to.not.equal(shape('a * b'));
    expect(shape('-a')).to.not.equal(shape('+a'));
  });
});
