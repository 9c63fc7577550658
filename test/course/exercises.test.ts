import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ready, tf } from 'saddlepoint';
import { functionNames, type Exercise, type Functions } from 'saddlepoint-course/dist/course/check/exercise';
import { probe, recognise, sameProbe } from 'saddlepoint-course/dist/course/check/recognise';
import { here } from 'saddlepoint-course/dist/course/check/remote';
import { runTest, type Verdict } from 'saddlepoint-course/dist/course/check/run';
import { loadSpec, specNames, SPECS } from 'saddlepoint-course/dist/course/check/specs';
import { functionsOf, type Solution } from 'saddlepoint-course/dist/course/release/functions';
import { readNotebook } from 'saddlepoint-course/dist/course/release/notebook';
import { studentEdition } from 'saddlepoint-course/dist/course/release/release';
import { toyMaster } from './toy/master';

/** Every spec of the course, and a toy that shows that these tests can fail. */
const NOTEBOOKS = [
  ...specNames().map((name) => ({
    spec: loadSpec(name),
    master: () => readNotebook(`solutions/${name}.ipynb`),
    in: SPECS,
  })),
  { spec: loadSpec('99-toy', join(__dirname, 'toy')), master: toyMaster, in: join(__dirname, 'toy') },
];

async function verdicts(e: Exercise, functions: Functions): Promise<Verdict[]> {
  const all = [];
  for (const test of e.tests) all.push(await runTest(test, here(e, functions)));
  return all;
}

function of(solutions: Solution[], e: Exercise): Functions {
  const found = solutions.find(({ id }) => id === e.id);
  expect(found, `the solution cell of ${e.id}`).to.exist;
  expect(found!.error, `loading the solution cell of ${e.id}`).to.equal(undefined);
  expect(found!.functions).to.include.keys(functionNames(e));
  return found!.functions;
}

for (const { spec, master, in: folder } of NOTEBOOKS) {
  describe(`the exercises of ${spec.notebook}`, () => {
    let right: Solution[];
    let stubs: Solution[];
    before(async () => {
      await ready();
      right = await functionsOf(master(), 'solutions');
      stubs = await functionsOf(studentEdition(master(), spec), 'notebooks');
    });

    for (const e of spec.exercises) {
      describe(`${e.id} ${e.title}`, () => {
        it('is passed by the master, and nothing leaks', async () => {
          const functions = of(right, e);
          await verdicts(e, functions);
          const before = tf.memory().numTensors;
          const failed = (await verdicts(e, functions)).filter((v) => v.outcome !== 'passed');
          expect(failed).to.deep.equal([]);
          expect(tf.memory().numTensors).to.equal(before);
        });

        it('says of its stub that it is not written yet', async () => {
          const stub = of(stubs, e);
          const outcomes = (await verdicts(e, stub)).map((v) => v.outcome);
          expect(outcomes).to.deep.equal(e.tests.map(() => 'not written'));
        });

        it('has hidden tests, and at least three mistakes with hints of their own', () => {
          expect(e.tests.filter((t) => t.hidden === true)).to.not.be.empty;
          expect(e.tests.filter((t) => t.hidden !== true)).to.not.be.empty;
          expect(new Set(e.mistakes.map((m) => m.hint)).size)
            .to.equal(e.mistakes.length)
            .and.be.at.least(3);
          for (const m of e.mistakes) expect(m.functions).to.have.all.keys(functionNames(e));
        });

        it('has its harness in a file that a grader can load without the tests', () => {
          if (e.harness === undefined) return;
          const file = join(folder, `${spec.notebook}.harness`);
          expect(existsSync(`${file}.js`) || existsSync(`${file}.ts`), file).to.equal(true);
          // eslint-disable-next-line @typescript-eslint/no-require-imports -- the name is known only now
          expect((require(file) as { harness: Record<string, unknown> }).harness[e.id]).to.equal(e.harness);
        });

        it('does not take the right answer for a mistake', async () => {
          const functions = of(right, e);
          expect(await probe(e, functions), 'the probe').to.not.equal(undefined);
          expect((await recognise(e, functions))?.name).to.equal(undefined);
        });

        for (const mistake of e.mistakes) {
          it(`fails and recognises: ${mistake.name}`, async () => {
            const failed = (await verdicts(e, mistake.functions)).filter((v) => v.outcome === 'failed');
            expect(failed, 'failed tests').to.not.be.empty;
            const answer = await probe(e, mistake.functions);
            const same = [];
            for (const m of e.mistakes) if (sameProbe(await probe(e, m.functions), answer)) same.push(m.name);
            expect(same).to.deep.equal([mistake.name]);
          });
        }
      });
    }
  });
}
