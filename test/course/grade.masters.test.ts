import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ready } from 'saddlepoint';
import { specNames } from 'saddlepoint-course/dist/course/check/specs';
import { loadAssignment } from 'saddlepoint-course/dist/course/grade/assignment';
import { Compiler } from 'saddlepoint-course/dist/course/grade/compile';
import { grade } from 'saddlepoint-course/dist/course/grade/grade';
import type { NotebookGrade, WallName } from 'saddlepoint-course/dist/course/grade/result';
import { chooseWall, WALLS } from 'saddlepoint-course/dist/course/grade/wall/choose';
import { Ward } from 'saddlepoint-course/dist/course/grade/ward';
import { readNotebook, type Notebook } from 'saddlepoint-course/dist/course/release/notebook';
import { formatNotebook } from 'saddlepoint-course/dist/course/release/store';

const LIMITS = { memory: 1.5e9, cpu: 150 };

describe('graded behind a wall', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'saddlepoint-masters-'));
  const compiler = new Compiler();
  let wall: WallName;
  before(async () => {
    await ready();
    ({ wall } = await chooseWall(LIMITS));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const graded = (notebook: string, handedIn: Notebook): Promise<NotebookGrade> => {
    const file = join(folder, 'ada.ipynb');
    writeFileSync(file, formatNotebook(handedIn));
    const a = loadAssignment(notebook);
    const startWard = (): Promise<Ward> => Ward.start(WALLS[wall], a.harness, LIMITS);
    const stage = (): Promise<void> => Promise.resolve();
    const means = { compiler, wall, startWard, stage, callLimit: 30, timeLimit: 120, late: { kind: 'none' } as const };
    return grade({ student: 'ada', notebook, file }, a, means);
  };

  for (const name of specNames()) {
    it(`the master of ${name} gets all points`, async () => {
      const { exercises, findings } = await graded(name, readNotebook(`solutions/${name}.ipynb`));
      const lost = exercises.filter((e) => e.points !== e.maxPoints);
      expect(
        lost.map((e) => [e.id, e.reason, e.compileErrors, e.verdicts.filter((v) => v.outcome !== 'passed')]),
      ).to.deep.equal([]);
      expect(findings).to.deep.equal([]);
    });

    it(`the stubs of ${name} get none`, async () => {
      const { exercises, rawScore, manual } = await graded(name, loadAssignment(name).edition);
      expect(exercises.map((e) => e.status)).to.deep.equal(exercises.map(() => 'not written'));
      expect(rawScore).to.equal(0);
      expect(manual.every((m) => m.answer === '')).to.equal(true);
    });
  }

  it('a mistake is recognised by what it does, and costs the points of the tests that it fails', async () => {
    const master = readNotebook('solutions/04-em.ipynb');
    const cell = master.cells.find((c) => c.metadata.nbgrader?.grade_id === '04.2')!;
    cell.source =
      'const eStep = (rows) => rows.map((r) => r.map((v) => Math.exp(v) / r.map(Math.exp).reduce((a, b) => a + b)));';
    const [, e] = (await graded('04-em', master)).exercises;
    expect(e!.hint?.name).to.equal('exp first');
    expect(e!.status).to.equal('graded');
    expect(e!.points).to.be.above(0).and.below(e!.maxPoints);
  });
});
