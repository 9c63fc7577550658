import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { questionsCsv, readManual, withManual } from 'saddlepoint-course/dist/course/grade/manual';
import { Earlier } from 'saddlepoint-course/dist/course/grade/regrade';
import { gradeOf } from './grade.class';

const HEAD = 'student_id,assignment,grade_id,points,max_points,comment,answer';

describe('points given by hand', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'saddlepoint-manual-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (...lines: string[]): string => {
    const path = join(folder, 'filled.csv');
    writeFileSync(path, lines.join('\n'));
    return path;
  };
  const merged = (path: string): ReturnType<typeof withManual> =>
    withManual([gradeOf('ada', [3, 0, 0]), gradeOf('bob', [0, 0, 0])], readManual(path), { kind: 'none' });

  it('are asked for in a table that comes back the same, whatever the answers hold', () => {
    const answer = '=HYPERLINK("http://x"), "quoted"\nand a second line';
    const g = gradeOf('@ada', [3], { manual: [{ grade_id: '04-q1', maxPoints: 2, answer }] });
    const csv = questionsCsv([g]);
    expect(csv).to.contain(`'=HYPERLINK`).and.contain(`'@ada`);
    const filled = csv.replace(',04-q1,,2,', ',04-q1,1,2,');
    const [back] = withManual([g], readManual(file(filled)), { kind: 'none' });
    expect(back!.manual).to.deep.equal([{ grade_id: '04-q1', maxPoints: 2, answer, points: 1 }]);
    expect(questionsCsv([back!])).to.equal(filled);
  });

  it('count in the score, and a question without points counts nothing of its points', () => {
    const [ada, bob] = merged(file(HEAD, 'ada,04-em,04-q1,1.5,2,"Nearly, but why?",', 'bob,04-em,04-q1,,2,,'));
    expect(ada).to.include({ rawScore: 4.5, score: 4.5, maxScore: 12 });
    expect(ada!.manual[0]).to.include({ points: 1.5, comment: 'Nearly, but why?' });
    expect(bob).to.include({ rawScore: 0, maxScore: 12 });
    expect(bob!.manual[0]).to.not.have.property('points');
  });

  it('are read as a German spreadsheet saves them: semicolons, commas in numbers, a BOM', () => {
    const [ada] = merged(file(`\uFEFF${HEAD.replaceAll(',', ';')}`, 'ada;04-em;04-q1;1,5;2;;'));
    expect(ada).to.include({ rawScore: 4.5 });
  });

  const wrongs: [string, string[], RegExp][] = [
    ['a column is missing', ['student_id,assignment,grade_id', 'ada,04-em,04-q1'], /it has no column points/],
    ['points are no number', [HEAD, 'ada,04-em,04-q1,many,2,,'], /answer 1: points must be a number from 0, not many/],
    ['points are below 0', [HEAD, 'ada,04-em,04-q1,-1,2,,'], /answer 1: points must be a number from 0, not -1/],
    ['points are too many', [HEAD, 'ada,04-em,04-q1,3,2,,'], /answer 1: 3 points for a question that is worth 2/],
    ['there is no such student', [HEAD, 'eve,04-em,04-q1,1,2,,'], /answer 1: there is no answer of eve 04-em 04-q1/],
    [
      'an answer has points twice',
      [HEAD, 'ada,04-em,04-q1,1,,,', 'ada,04-em,04-q1,2,,,'],
      /answer 2: .* has points already, in .*answer 1/,
    ],
  ];
  for (const [what, lines, words] of wrongs) {
    it(`are refused where ${what}`, () => {
      expect(() => merged(file(...lines))).to.throw(words);
    });
  }

  it('are refused from a file that is not there', () => {
    expect(() => readManual(join(folder, 'none.csv'))).to.throw(/none\.csv: cannot be read \(ENOENT\)/);
  });
});

describe('grading one exercise anew', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'saddlepoint-anew-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const earlier = (...grades: ReturnType<typeof gradeOf>[]): Earlier => {
    writeFileSync(join(folder, 'journal.jsonl'), grades.map((g) => `${JSON.stringify(g)}\n`).join(''));
    return new Earlier(folder, '04.2', { kind: 'zero', due: '2027-01-01T00:00:00.000Z' });
  };

  it('keeps all that belongs to the other exercises', () => {
    const old = gradeOf('ada', [3, 0, 3], { findings: ['odd'] });
    const fresh = gradeOf('ada', [0, 3, 0]);
    const grade = earlier(old).with({ ...fresh, course: '0.1.0+new', exercises: [fresh.exercises[1]!] });
    expect(grade.exercises.map((e) => e.points)).to.deep.equal([3, 3, 4]);
    expect(grade).to.deep.include({ rawScore: 10, score: 10, maxScore: 10, findings: ['odd'], course: '0.1.0+new' });
  });

  it('refuses another file than was graded then, one that was not graded, and a folder without a run', () => {
    const run = earlier(gradeOf('ada', [3, 0, 3]));
    expect(() => run.with(gradeOf('ada', [1, 1, 1], { sha256: 'other' }))).to.throw('was handed in anew');
    expect(() => {
      run.requireAll([{ student: 'bob', notebook: '04-em', file: '' }]);
    }).to.throw('it has no grade for bob/04-em');
    expect(() => earlier()).to.throw('there is no run to take the other exercises from');
  });
});
