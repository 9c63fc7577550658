import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { COURSE } from 'saddlepoint-course/dist/course/grade/assignment';
import { Journal, journalFile, readJournal } from 'saddlepoint-course/dist/course/grade/journal';
import type { Settings } from 'saddlepoint-course/dist/course/grade/messages';
import type { NotebookGrade } from 'saddlepoint-course/dist/course/grade/result';
import { run } from 'saddlepoint-course/dist/course/grade/run';
import { findSubmissions } from 'saddlepoint-course/dist/course/grade/submissions';
import { handedIn, rewritten, smallClass, writeTree } from './grade.handed-in';

const MAIN = resolve(__dirname, '..', '..', 'course', 'dist', 'course', 'grade', 'main.js');
const EXAMINER = join(MAIN, '..', 'examiner.js');

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'saddlepoint-resume-'))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a run that is killed', function () {
  this.timeout(600_000);
  const args = (out: string, ...more: string[]): string[] => {
    const late = ['--late', '10/day', '--due', '2026-11-24T12:00:00Z'];
    return [MAIN, join(folder, 'class'), '--out', join(folder, out), '--assignment', '04-em', ...late, ...more];
  };

  it('is gone on with, and ends as one that was not: nothing lost, nothing twice, with any --jobs', async () => {
    writeTree(join(folder, 'class'), smallClass());
    const whole = spawnSync(process.execPath, args('whole', '--jobs', '2'), { encoding: 'utf8' });
    expect(whole.status, whole.stderr).to.equal(1);
    expect(whole.stdout).to.match(/6 notebooks of 6 students: 5 graded, 1 of them without a fault; 1 could not be/);

    const killed = spawn(process.execPath, args('killed', '--jobs', '1'), { stdio: 'ignore' });
    await lines(join(folder, 'killed'), 2, killed);
    await gone(killed);
    appendFileSync(journalFile(join(folder, 'killed')), '{"student":"fay","notebook":"04-em","exer');
    const again = spawnSync(process.execPath, args('killed', '--jobs', '2'), { encoding: 'utf8' });
    expect(again.status).to.equal(2);
    expect(again.stderr).to.contain('there is a run already. Add --resume');
    const other = spawnSync(process.execPath, args('killed', '--resume', '--memory', '900'), { encoding: 'utf8' });
    expect(other.stderr).to.contain('its run had other settings');

    const resumed = spawnSync(process.execPath, args('killed', '--jobs', '3', '--resume'), { encoding: 'utf8' });
    expect(resumed.stdout).to.match(/\d are graded already/);
    expect(resumed.status).to.equal(1);
    expect(contents('killed')).to.deep.equal(contents('whole'));
    expect(journal('killed')).to.deep.equal(journal('whole')).and.have.length(6);
  });

  /** All files of a run but its journal, whose lines stand in the order in which they were done. */
  const contents = (out: string): Record<string, string> => {
    const files = readdirSync(join(folder, out), { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    const paths = files.map((f) => join(f.parentPath, f.name)).filter((p) => !p.endsWith('journal.jsonl'));
    return Object.fromEntries(paths.map((p) => [p.slice(join(folder, out).length), readFileSync(p, 'utf8')]));
  };
  const journal = (out: string): string[] =>
    readFileSync(journalFile(join(folder, out)), 'utf8')
      .trimEnd()
      .split('\n')
      .sort();
});

/** Waits until a journal has lines, then kills. */
async function lines(out: string, count: number, child: ChildProcess): Promise<void> {
  const there = (): number =>
    existsSync(journalFile(out)) ? readFileSync(journalFile(out), 'utf8').split('\n').length - 1 : 0;
  while (there() < count) {
    expect(child.exitCode, 'it ended before it was killed').to.equal(null);
    await new Promise((done) => setTimeout(done, 20));
  }
  child.kill('SIGKILL');
}

/** Waits until nothing of a killed run lives. */
async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((done) => child.once('exit', done));
  const alive = (): boolean =>
    existsSync('/proc/self/cmdline') &&
    readdirSync('/proc').some((n) => {
      try {
        return /^\d+$/.test(n) && readFileSync(`/proc/${n}/cmdline`, 'utf8').includes(EXAMINER);
      } catch {
        return false;
      }
    });
  const until = Date.now() + 30_000;
  while (alive() && Date.now() < until) await new Promise((done) => setTimeout(done, 100));
  expect(alive(), 'an examiner lives on').to.equal(false);
}

describe('a run that cannot go on', function () {
  this.timeout(120_000);
  const settings: Settings = {
    ...{ assignments: ['04-em'], course: COURSE, wall: 'node-permission', late: { kind: 'none' } },
    ...{ callLimit: 10, timeLimit: 60, memory: 1e9 },
  };
  const submission = (student: string): { student: string; notebook: string; file: string } => {
    const file = join(folder, `${student}.ipynb`);
    writeFileSync(file, 'damaged');
    return { student, notebook: '04-em', file };
  };
  const failure = (p: Promise<void>): Promise<unknown> => p.then(() => 'no failure').catch((e: unknown) => String(e));

  it('stops at a file that cannot be read, and has told of all before it', async () => {
    const all = ['ada', 'bob', 'cem'].map(submission);
    rmSync(all[1]!.file);
    const done: string[] = [];
    expect(await failure(run(all, settings, 1, (g) => done.push(g.student)))).to.match(
      /bob.ipynb: cannot be read \(ENOENT\)/,
    );
    expect(done).to.deep.equal(['ada']);
  });

  it('goes on after a notebook that is too much for the compiler', async () => {
    const brackets = `const freeEnergy = ${'('.repeat(20_000)}1${')'.repeat(20_000)};`;
    writeTree(join(folder, 'class'), { ada: handedIn([], rewritten('04.1', brackets)), bob: 'damaged' });
    const done: (string | undefined)[] = [];
    await run(findSubmissions(join(folder, 'class'), ['04-em']), settings, 1, (g) => done.push(g.failure?.reason));
    expect(done[0]).to.match(/the compiler gave up/);
    expect(done).to.have.length(2);
  });

  it('stops when its journal cannot be written, as on a full disk', async () => {
    let told = 0;
    const full = (): never => {
      told++;
      throw new Error('ENOSPC: no space left on device, write');
    };
    expect(await failure(run(['ada', 'bob'].map(submission), settings, 1, full))).to.match(/no space left/);
    expect(told).to.equal(1);
  });
});

describe('the journal', () => {
  const line = (student: string, score = 0): NotebookGrade => ({
    ...{ student, notebook: '04-em', sha256: '', course: '1', wall: 'bubblewrap', exercises: [], findings: [] },
    ...{ manual: [], rawScore: score, latePenalty: 0, score, maxScore: 3 },
  });

  it('keeps whole lines, cuts away half a line, and lets the last word count', () => {
    for (const grade of [line('bob'), line('ada'), line('ada', 2)]) {
      const journal = new Journal(folder);
      journal.append(grade);
      journal.close();
      appendFileSync(journalFile(folder), '{"student": "cem, half a li');
    }
    expect(readJournal(folder).map((g) => [g.student, g.score])).to.deep.equal([
      ['ada', 2],
      ['bob', 0],
    ]);
  });

  it('names a line before the last that is damaged', () => {
    writeFileSync(journalFile(folder), 'nonsense\n{}\n');
    expect(() => readJournal(folder)).to.throw('line 1 is damaged');
  });

  it('of a folder without one is empty', () => {
    expect(readJournal(folder)).to.deep.equal([]);
  });
});
