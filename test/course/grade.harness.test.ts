import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { ready } from 'saddlepoint';
import { loadSpec } from 'saddlepoint-course/dist/course/check/specs';
import type { Assignment } from 'saddlepoint-course/dist/course/grade/assignment';
import { grade } from 'saddlepoint-course/dist/course/grade/grade';
import type { ExerciseGrade, WallName } from 'saddlepoint-course/dist/course/grade/result';
import { chooseWall, WALLS } from 'saddlepoint-course/dist/course/grade/wall/choose';
import { Ward } from 'saddlepoint-course/dist/course/grade/ward';
import { studentEdition } from 'saddlepoint-course/dist/course/release/release';
import { formatNotebook } from 'saddlepoint-course/dist/course/release/store';
import ts from 'typescript';
import { cellOf, toyMaster } from './toy/master';

const ROOT = resolve(__dirname, '..', '..');
const TOY = join(__dirname, 'toy');
const LIMITS = { memory: 1.5e9, cpu: 60 };

/** Compiled as specs are, at a place from which it finds the library. */
function compiledHarness(folder: string): string {
  const source = readFileSync(join(TOY, '99-toy.harness.ts'), 'utf8');
  const file = join(folder, '99-toy.harness.js');
  writeFileSync(file, ts.transpile(source, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }));
  return file;
}

for (const wall of Object.keys(WALLS) as WallName[]) {
  describe(`a function of networks, called through its harness behind ${wall}`, function () {
    this.timeout(120_000);
    let folder: string;
    before(async function () {
      await ready();
      mkdirSync(join(ROOT, 'node_modules', '.cache'), { recursive: true });
      folder = mkdtempSync(join(ROOT, 'node_modules', '.cache', 'harness-'));
      chmodSync(folder, 0o755); // the student's process is nobody's
      const standing = await chooseWall(LIMITS, wall).catch((error: unknown) => (error as Error).message);
      if (typeof standing === 'string') {
        console.log(`      skipped: ${standing}`);
        this.skip();
      }
    });
    after(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    const graded = async (step: string): Promise<ExerciseGrade> => {
      const spec = loadSpec('99-toy', TOY);
      const handedIn = toyMaster();
      cellOf(handedIn, 'step').source = `function step(network: tf.Sequential, rate: number): void { ${step} }`;
      const file = join(folder, 'ada.ipynb');
      writeFileSync(file, formatNotebook(handedIn));
      const harness = compiledHarness(folder);
      const edition = studentEdition(toyMaster(), spec);
      const assignment: Assignment = { notebook: '99-toy', spec, edition, harness, version: 'toy' };
      const { exercises } = await grade({ student: 'ada', notebook: '99-toy', file }, assignment, {
        compiler: { check: () => new Map<string, string[]>() },
        wall,
        startWard: () => Ward.start(WALLS[wall], harness, LIMITS),
        stage: () => Promise.resolve(),
        callLimit: 30,
        timeLimit: 100,
        late: { kind: 'none' },
      });
      return exercises.find((e) => e.id === '99.3')!;
    };

    const moved = (by: string): string => `network.setWeights(network.getWeights().map((w) => w.mul(${by})));`;

    it('a right answer gets its points', async () => {
      const e = await graded(moved('1 - 2 * rate'));
      expect([e.points, e.reason]).to.deep.equal([1, undefined]);
    });

    it('a planted mistake is recognised', async () => {
      const e = await graded(moved('1 + 2 * rate'));
      expect(e.hint?.name).to.equal('up');
      expect(e.points).to.equal(0.5); // at rate 0 nothing moves, up or down
    });

    it('what the function throws is told as its own', async () => {
      const e = await graded("throw new Error('no idea');");
      expect(e.points).to.equal(0);
      expect(JSON.stringify(e.verdicts)).to.contain('no idea');
    });
  });
}
