import { join } from 'node:path';
import { expect } from 'chai';
import { Compiler, LONGEST_CELL } from 'saddlepoint-course/dist/course/grade/compile';
import { gradesCsv } from 'saddlepoint-course/dist/course/grade/csv';
import { feedbackLines, gradescopeResults } from 'saddlepoint-course/dist/course/grade/gradescope';
import { latePolicy, penaltyOf } from 'saddlepoint-course/dist/course/grade/late';
import { readOptions, UsageError } from 'saddlepoint-course/dist/course/grade/options';
import type { NotebookGrade } from 'saddlepoint-course/dist/course/grade/result';
import { loadSpec } from 'saddlepoint-course/dist/course/check/specs';
import { studentEdition } from 'saddlepoint-course/dist/course/release/release';
import { cellOf, toyMaster } from './toy/master';

const DUE = '2026-11-30T12:00:00Z';

describe('late submissions', () => {
  const cost = (policy: string, submitted?: string): number => penaltyOf(latePolicy(policy, DUE), submitted, 10);

  it('cost nothing, all, or a share for each day that has begun', () => {
    expect(cost('none', '2030-01-01T00:00:00Z')).to.equal(0);
    expect(cost('zero', '2026-11-30T12:00:01Z')).to.equal(10);
    expect(cost('10/day', '2026-11-30T12:00:01Z')).to.equal(1);
    expect(cost('10%/day', '2026-12-02T12:00:00Z')).to.equal(2);
    expect(cost('2.5/day', '2026-12-02T12:00:01Z')).to.be.closeTo(0.75, 1e-12);
    expect(cost('10/day', '2027-12-02T12:00:01Z')).to.equal(10);
  });

  it('are not late on the second, nor when nobody knows', () => {
    for (const policy of ['zero', '10/day']) {
      expect(cost(policy, '2026-11-30T12:00:00.000Z')).to.equal(0);
      expect(cost(policy)).to.equal(0);
    }
  });

  it('need a policy that can be read, and a date', () => {
    expect(() => latePolicy('ten', DUE)).to.throw('none, zero or a percentage a day');
    expect(() => latePolicy('zero', undefined)).to.throw('--late zero needs --due');
    expect(() => latePolicy('5/day', 'tomorrow')).to.throw('needs --due');
  });
});

describe('the command line of grade', () => {
  const wrong: [string[], RegExp][] = [
    [[], /One folder/],
    [['a', 'b', '--out', 'o'], /One folder/],
    [['a'], /--out is missing/],
    [['a', '--out', 'o', '--jobs', '0'], /--jobs must be a whole number from 1, and not 0/],
    [['a', '--out', 'o', '--memory', '10'], /--memory must be a whole number from 400/],
    [['a', '--out', 'o', '--wall', 'paper'], /--wall is bubblewrap or node-permission/],
    [['a', '--out', 'o', '--assignment', '77-x'], /There is no notebook 77-x with exercises; there are 0/],
    [['a', '--out', 'o', '--shout'], /shout/],
  ];
  for (const [args, words] of wrong) {
    it(`refuses ${args.join(' ') || 'nothing'}`, () => {
      expect(() => readOptions(args))
        .to.throw(UsageError)
        .with.property('message')
        .that.matches(words)
        .and.contains('Usage: npm run grade');
    });
  }

  it('grades all notebooks of the course unless told which', () => {
    const { settings } = readOptions(['a', '--out', 'o', '--memory', '600']);
    expect(settings.assignments).to.include.members(['04-em', '11-dcgan']);
    expect(settings).to.deep.include({ memory: 600e6, timeLimit: 120, late: { kind: 'none' } });
  });
});

describe('the compiler of solution cells', function () {
  this.timeout(120_000);
  const compiler = new Compiler();
  const errors = (source: string): string[] => {
    const edition = studentEdition(toyMaster(), loadSpec('99-toy', join(__dirname, 'toy')));
    cellOf(edition, 'mean').source = source;
    return compiler.check(edition).get('99.1') ?? [];
  };
  const answers: [string, string, string[]][] = [
    ['what earlier cells declare', 'function mean(xs: number[]) { return sum(xs); }', []],
    [
      'export, await, imports of its own',
      "import { join } from 'node:path';\nexport const mean = await (async () => join)();",
      [],
    ],
    ['a name declared anew', 'const sum = 1;\nconst mean = () => sum;', []],
    ['no types at all', 'function mean(xs) { return xs.length; }', []],
    [
      'a wrong type',
      'function mean(xs: number[]): number {\n  return "a";\n}',
      ["line 2: Type 'string' is not assignable to type 'number'."],
    ],
    ['an unknown name', 'const mean = () => nowhere;', ["line 1: Cannot find name 'nowhere'."]],
    ['what a later cell declares', 'const mean = () => loss;', ["line 1: Cannot find name 'loss'."]],
    ['half a cell', 'function mean() {', ["line 1: '}' expected."]],
    ['a cell that would close the frame', '}}}', ['line 1: Declaration or statement expected.']],
  ];
  it('goes on after a cell that is too much for it, and reads none that is too long', () => {
    const brackets = 20_000;
    expect(() => errors(`const mean = ${'('.repeat(brackets)}1${')'.repeat(brackets)};`)).to.throw('call stack');
    expect(errors('const mean = () => nowhere;')).to.deep.equal(["line 1: Cannot find name 'nowhere'."]);
    expect(errors(`const mean = 1; //${' '.repeat(LONGEST_CELL)}`)).to.deep.equal([
      'the cell is longer than 50000 characters',
    ]);
  });

  for (const [what, source, words] of answers) {
    it(`${words.length === 0 ? 'allows' : 'reports'} ${what}`, () => {
      expect(errors(source).slice(0, 1)).to.deep.equal(words);
    });
  }
});

const GRADE: NotebookGrade = {
  ...{ student: '=cmd("x"),y', notebook: '04-em', submitted: DUE, sha256: '0', course: '1', wall: 'bubblewrap' },
  ...{ findings: ['Cell 04.2 is missing.'], manual: [], rawScore: 2, latePenalty: 0.5, score: 1.5, maxScore: 3 },
  exercises: [
    {
      ...{ id: '04.1', title: 'T', points: 2, maxPoints: 3, status: 'graded', compileErrors: [] },
      verdicts: [
        { test: 'seen', hidden: false, weight: 1, outcome: 'failed', message: 'm', expected: '1', got: '2' },
        {
          test: 'secret',
          hidden: true,
          weight: 2,
          outcome: 'failed',
          message: 'secret words',
          expected: '42',
          got: '0',
        },
      ],
      hint: { name: 'sign', hint: 'Mind the sign.' },
    },
  ],
};

describe('what a run writes', () => {
  it("has nbgrader's columns, quotes what needs it, and lets no spreadsheet compute a name", () => {
    expect(gradesCsv([GRADE], latePolicy('zero', DUE))).to.equal(
      'assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score\r\n' +
        `04-em,2026-11-30T12:00:00.000Z,${DUE},"'=cmd(""x""),y",,,,2,0.5,1.5,3\r\n`,
    );
  });

  it('tells Gradescope each exercise, and of hidden tests only how many passed', () => {
    const results = gradescopeResults(GRADE);
    expect(results).to.deep.include({ score: 1.5, visibility: 'visible' });
    expect(results.output).to.equal('Cell 04.2 is missing.\n0.5 points are taken off because it was late.');
    expect(results.tests[0]).to.deep.include({ name: '04.1 T', score: 2, max_score: 3, status: 'failed' });
    expect(results.tests[0]!.output).to.equal(
      'failed: seen - expected 1, got 2\n0 of 1 hidden tests passed.\nHint: Mind the sign.',
    );
    expect(JSON.stringify(results)).to.not.match(/secret|42/);
    expect(
      feedbackLines({ ...GRADE.exercises[0]!, status: 'does not compile', verdicts: [], compileErrors: ['line 1: x'] }),
    ).to.deep.equal(['line 1: x', 'Hint: Mind the sign.']);
  });
});
