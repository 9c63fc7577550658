import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { merge } from 'saddlepoint-course/dist/course/grade/merge';
import { inShard, markShard, parseShard } from 'saddlepoint-course/dist/course/grade/shard';
import { gradeOf } from './grade.class';
import { smallClass, writeTree } from './grade.handed-in';

/** All files of a folder, by path; of a journal the lines in order, since jobs end in any. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
  return Object.fromEntries(
    files.sort().map((file) => {
      const text = readFileSync(file, 'utf8');
      return [relative(folder, file), file.endsWith('.jsonl') ? text.split('\n').sort().join('\n') : text];
    }),
  );
}

describe('a class in shards', function () {
  this.timeout(600_000);
  let folder: string;
  const at = (name: string): string => join(folder, name);
  const grade = (...args: string[]): ReturnType<typeof spawnSync> & { words: string } => {
    const ran = spawnSync(process.execPath, ['course/dist/course/grade/main.js', ...args], { encoding: 'utf8' });
    return Object.assign(ran, { words: ran.stdout + ran.stderr });
  };
  const class_ = ['--assignment', '04-em', '--jobs', '2', '--late', '10/day', '--due', '2026-11-24T23:59:00Z'];

  /** What Slurm and Kubernetes tell a task of an array and a pod of an indexed Job. */
  const slurm = (i: number, of: number): NodeJS.ProcessEnv => ({
    ...{ SLURM_ARRAY_TASK_ID: String(i), SLURM_ARRAY_TASK_COUNT: String(of), SLURM_CPUS_PER_TASK: '1' },
  });
  const kubernetes = (i: number, of: number): NodeJS.ProcessEnv => ({
    ...{ JOB_COMPLETION_INDEX: String(i), SHARD_COUNT: String(of) },
  });
  const onCluster = (env: NodeJS.ProcessEnv): { status: number | null; stdout: string; stderr: string } => {
    const options = class_.filter((_, i) => class_[i] !== '--jobs' && class_[i - 1] !== '--jobs');
    const args = ['course/grade/cluster/shard.sh', at('submitted'), at('shards'), ...options];
    return spawnSync('bash', args, { encoding: 'utf8', env: { ...process.env, ...env } });
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'saddlepoint-shards-'));
    writeTree(at('submitted'), smallClass());
    expect(grade(at('submitted'), '--out', at('whole'), ...class_).status).to.equal(1); // one file is damaged
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is, merged, byte for byte what one run gives (n = 4, as on Slurm and on Kubernetes)', () => {
    const shards = [1, 2, 3, 4].map((i) => at(`shards/${i}`));
    shards.forEach((_, i) => {
      const ran = onCluster(i % 2 === 0 ? slurm(i + 1, 4) : kubernetes(i, 4));
      expect(ran.status, ran.stdout + ran.stderr).to.equal(0);
    });
    const { status, words } = grade('--merge', ...shards, '--out', at('merged'));
    expect(status, words).to.equal(1);
    expect(words).to.contain('Not graded: dot/04-em').and.contain('6 notebooks of 6 students: 5 graded');
    expect(contents(at('merged'))).to.deep.equal(contents(at('whole')));
    expect(grade('--merge', ...shards.slice(1), '--out', at('three')).words).to.contain('Shard 1/4 is missing.');
  });

  it('is not done on a cluster where nothing says which shard it is, or the grader stopped', () => {
    expect(onCluster({ SHARD_COUNT: '4' }).stderr).to.contain('neither Slurm nor a Kubernetes Job started this');
    expect(onCluster(kubernetes(0, 4)).status, 'again').to.equal(0);
    const broken = spawnSync('bash', ['course/grade/cluster/shard.sh', at('none'), at('shards-of-none')], {
      encoding: 'utf8',
      env: { ...process.env, ...kubernetes(0, 4) },
    });
    expect(broken.status, broken.stderr).to.equal(1);
    expect(broken.stderr).to.contain('there is no such file or folder');
  });

  it('gets the points that were given by hand, also when all is graded already', () => {
    const lines = readFileSync(at('whole/questions.csv'), 'utf8').split('\r\n');
    const points = lines.map((line) => line.replace(/^bob,04-em,04-q1,,/, 'bob,04-em,04-q1,1.5,'));
    writeFileSync(at('filled.csv'), points.join('\r\n'));
    const ran = grade(at('submitted'), '--out', at('whole'), ...class_, '--resume', '--manual', at('filled.csv'));
    expect(ran.words).to.contain('6 are graded already.');
    const row = readFileSync(at('whole/grades.csv'), 'utf8')
      .split('\r\n')
      .find((line) => line.includes(',bob,'));
    // 6 points of the exercises and 1.5 of 16 + 6; a day late has begun: 10 % off.
    expect(row).to.match(/,7\.5,0\.75,6\.75,22$/);
    expect(readFileSync(at('whole/bob/04-em.html'), 'utf8')).to.contain('1.5 of 2');
    expect(readFileSync(at('whole/questions.csv'), 'utf8')).to.contain('bob,04-em,04-q1,1.5,2,,');
  });

  it('has one exercise graded anew, and the others as they were', () => {
    const journal = readFileSync(at('whole/journal.jsonl'), 'utf8');
    mkdirSync(at('old'));
    copyFileSync(at('whole/run.json'), at('old/run.json'));
    // An earlier run that gave nothing for 04.2 and too much for 04.1.
    const wrong = journal
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const g = JSON.parse(line) as ReturnType<typeof gradeOf>;
        const exercises = g.exercises.map((e) => ({
          ...e,
          points: e.id === '04.2' ? 0 : e.id === '04.1' ? 2.5 : e.points,
        }));
        return `${JSON.stringify({ ...g, exercises })}\n`;
      });
    writeFileSync(at('old/journal.jsonl'), wrong.join(''));
    const ran = grade(at('submitted'), '--out', at('anew'), ...class_, '--exercise', '04.2', '--from', at('old'));
    expect(ran.status, ran.words).to.equal(1);
    const rows = readFileSync(at('anew/grades.csv'), 'utf8').split('\r\n');
    const raw = (student: string): string => rows.find((r) => r.includes(`,${student},`))!.split(',')[7]!;
    expect(['ada', 'bob', 'cem', 'eve'].map(raw)).to.deep.equal(['15.5', '5.5', '2.5', '5.5']);
  });
});

describe('shards', () => {
  it('are read as i/n, from 1', () => {
    expect(parseShard('2/4')).to.deep.equal({ index: 2, of: 4 });
    for (const words of ['0/4', '5/4', '1', '1/0', '-1/2', '1/2/3', 'a/b', '1.5/2']) {
      expect(() => parseShard(words), words).to.throw('--shard is i/n with 1 <= i <= n');
    }
  });

  it('have each submission once, whatever n, and about as many each', () => {
    const all = Array.from({ length: 1000 }, (_, i) => ({ student: `student${i}`, notebook: '04-em' }));
    for (const of of [1, 4, 7]) {
      const sizes = Array.from({ length: of }, (_, i) => all.filter((s) => inShard(s, { index: i + 1, of })).length);
      expect(sizes.reduce((a, b) => a + b)).to.equal(1000);
      // A binomial count lies within five standard deviations of its mean but once in two million.
      for (const n of sizes) expect(n).to.be.closeTo(1000 / of, 5 * Math.sqrt(1000 / of) + 1e-9);
    }
  });
});

describe('grade --merge', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'saddlepoint-merge-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function shard(name: string, words: string | undefined, student: string, late = 'none'): string {
    const out = join(folder, name);
    mkdirSync(out);
    writeFileSync(join(out, 'run.json'), `${JSON.stringify({ late: { kind: late } })}\n`);
    writeFileSync(join(out, 'journal.jsonl'), `${JSON.stringify(gradeOf(student, [3, 1, 0]))}\n`);
    writeFileSync(join(out, 'grades.csv'), '');
    if (words !== undefined) markShard(out, parseShard(words));
    return out;
  }
  const joined = (...shards: string[]): unknown => merge(['--merge', ...shards, '--out', join(folder, 'out')]);

  it('wants all shards of one run, each once, and a fresh folder', () => {
    const [one, two] = [shard('a', '1/2', 'ada'), shard('b', '2/2', 'bob')];
    expect(() => joined(one)).to.throw('Shard 2/2 is missing.');
    expect(() => joined(one, two, shard('c', '2/2', 'bob'))).to.throw('Shard 2/2 is there twice');
    expect(() => joined(one, shard('d', '2/3', 'bob'))).to.throw('it is one of 3 shards, and the first of 2');
    expect(() => joined(one, shard('e', undefined, 'bob'))).to.throw('it holds no shard of a run');
    expect(() => joined(one, shard('f', '2/2', 'bob', 'zero'))).to.throw('differ from those of');
    expect(() => joined()).to.throw('Which shards?');
    expect(() => merge(['--merge', one, two])).to.throw('--out is missing');
    expect(joined(one, two)).to.have.property('grades').with.length(2);
    expect(() => joined(one, two)).to.throw('there is a run already');
  });

  it('wants each of them to have come to its end', () => {
    const [one, two] = [shard('a', '1/2', 'ada'), shard('b', '2/2', 'bob')];
    rmSync(join(two, 'grades.csv'));
    expect(() => joined(one, two)).to.throw('shard 2/2 has not come to its end');
  });

  it('finds a folder of another shard when a run goes on', () => {
    const out = shard('a', '1/2', 'ada');
    expect(() => {
      markShard(out, parseShard('2/2'));
    }).to.throw('it holds shard 1/2');
    expect(() => {
      markShard(out, undefined);
    }).to.throw('it holds shard 1/2');
    markShard(out, parseShard('1/2'));
  });
});
