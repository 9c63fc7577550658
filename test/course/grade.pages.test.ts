import { expect } from 'chai';
import { feedbackPage } from 'saddlepoint-course/dist/course/grade/pages/feedback';
import { html } from 'saddlepoint-course/dist/course/grade/pages/html';
import {
  correlation,
  failureCounts,
  itemStatistics,
  median,
  mistakeCounts,
} from 'saddlepoint-course/dist/course/grade/pages/statistics';
import { summaryPage } from 'saddlepoint-course/dist/course/grade/pages/summary';
import type { NotebookGrade } from 'saddlepoint-course/dist/course/grade/result';
import { classOf40, exerciseOf, gradeOf, HOSTILE, verdict } from './grade.class';

/** What a reader sees of a page. */
const seen = (page: string): string =>
  page
    .replace(/<style>[^]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, n) => String.fromCharCode(Number(n)))
    .replace(/\s+/g, ' ');

/** A grade into every string of which a hostile student has put what they could. */
const hostile = (): NotebookGrade => {
  const verdicts = [verdict('a test', false, { message: HOSTILE, expected: HOSTILE, got: HOSTILE })];
  const e = { ...exerciseOf('04.1', 'Title', 3, 0), verdicts, reason: HOSTILE, compileErrors: [HOSTILE] };
  return gradeOf(HOSTILE, [], {
    exercises: [e],
    findings: [HOSTILE],
    manual: [{ grade_id: HOSTILE, maxPoints: 1, answer: HOSTILE, comment: HOSTILE }],
    submitted: HOSTILE,
    failure: { reason: HOSTILE, ours: false },
  });
};

describe('the feedback page', () => {
  it('tells the score, which tests failed with expected and got, and the hint', () => {
    const text = seen(feedbackPage(gradeOf('ada', [3, 1, 0])));
    expect(text).to.contain('04-em').and.contain('ada, handed in 2026-11-25 21:59 UTC').and.contain('4 of 10 points');
    expect(text).to.contain('04.1 · The free energy of one data point 3 of 3');
    expect(text).to.contain('failed it agrees with Bayes on three points 3 9');
    expect(text).to.contain('Hint. Subtract the greatest logit first.').and.not.contain('no log-sum-exp');
  });

  it('says of hidden tests how many passed, and nothing else', () => {
    const page = feedbackPage(gradeOf('ada', [3, 1, 0]));
    expect(page).to.not.contain('far from all components');
    expect(seen(page)).to.contain('1 of 1 hidden tests passed.').and.contain('0 of 1 hidden tests passed.');
  });

  it('shows what the compiler said, why there are no points, and what lateness cost', () => {
    const e = { ...exerciseOf('04.1', 'T', 3, 0), verdicts: [], reason: 'It was not run.' };
    const exercises = [{ ...e, compileErrors: ["line 3: Type 'string' is not assignable to type 'number'."] }];
    const text = seen(feedbackPage(gradeOf('ada', [], { exercises, rawScore: 4, latePenalty: 1.005, score: 2.995 })));
    expect(text).to.contain("It was not run. line 3: Type 'string' is not assignable to type 'number'.");
    expect(text).to.match(/4 points, less 1(\.01)? for lateness/);
  });

  it('has the points and the comment of a question graded by hand, and says of another that they are to come', () => {
    const manual = [
      { grade_id: '04-q1', maxPoints: 2, answer: 'It rises.', points: 1.5, comment: 'Why?' },
      { grade_id: '04-q2', maxPoints: 2, answer: 'It falls.' },
      { grade_id: '04-q3', maxPoints: 2, answer: ' ' },
    ];
    const text = seen(feedbackPage(gradeOf('ada', [3], { manual })));
    expect(text).to.contain('Question 04-q1 1.5 of 2 It rises. Comment. Why?');
    expect(text).to.match(
      /Question 04-q2 worth 2 It falls\. An instructor reads this; .* Question 04-q3 worth 2 No answer\. Graded/,
    );
  });

  it('says of a stub that it is not written yet, and no more', () => {
    const verdicts = [verdict('a test', false, { outcome: 'not written' })];
    const exercises = [{ ...exerciseOf('04.1', 'Title', 3, 0), status: 'not written' as const, verdicts }];
    const text = seen(feedbackPage(gradeOf('ada', [], { exercises })));
    expect(text).to.contain('04.1 · Title 0 of 3 Not written yet.').and.not.contain('a test');
  });

  it('tells a fault of the grader from one of the student', () => {
    const page = (ours: boolean): string => seen(feedbackPage(gradeOf('a', [], { failure: { reason: 'Hm.', ours } })));
    expect(page(true)).to.contain('could not be graded. Hm. This is a fault of the grader, not of yours');
    expect(page(false)).to.contain('could not be graded. Hm.').and.not.contain('fault of the grader');
  });

  for (const [name, render] of [
    ['feedback', () => feedbackPage(hostile())],
    ['summary', () => summaryPage([hostile(), { ...hostile(), failure: { reason: HOSTILE, ours: true } }])],
  ] as const) {
    it(`lets nothing of a hostile student through: ${name}`, () => {
      const markup = render();
      expect(markup).to.contain('&#60;script&#62;');
      expect(markup).to.not.match(/<script|<img|onerror="|\u202e|\0/);
      expect(markup.match(/<\/style>/g)).to.have.length(1);
      expect(markup).to.contain("default-src 'none'");
    });
  }

  it('asks for nothing from elsewhere', () => {
    for (const page of [feedbackPage(gradeOf('ada', [3, 1, 0])), summaryPage(classOf40())]) {
      expect(page).to.not.match(/<(script|link|iframe|img|object)\b|url\((?!#)|@import|src=|href="http/);
    }
  });
});

describe('html', () => {
  it('escapes what it is given, keeps what it has made, and joins lists', () => {
    const inner = html`<b>${'<&"\''}</b>`;
    expect(html`<p class="${'"'}">${[inner, 1, ['x']]}</p>`.markup).to.equal(
      '<p class="&#34;"><b>&#60;&#38;&#34;&#39;</b>1x</p>',
    );
  });
});

describe('the statistics of a class', () => {
  it('has the difficulty and the discrimination of each exercise, in closed form', () => {
    const grades = [gradeOf('a', [3, 3, 0]), gradeOf('b', [3, 3, 0]), gradeOf('c', [0, 0, 3]), gradeOf('d', [0, 0, 3])];
    const [first, , third] = itemStatistics(grades);
    expect(first).to.include({ id: '04.1', count: 4, full: 2, none: 2, difficulty: 0.5 });
    expect(first!.discrimination).to.be.closeTo(-1, 1e-12); // who has its 3 points has 3 others, who has none has 4
    expect(third!.discrimination).to.be.closeTo(-1, 1e-12);
  });

  it('has no discrimination where nothing varies, and leaves out what was not graded', () => {
    const failed = gradeOf('z', [], { exercises: [], failure: { reason: '', ours: false } });
    const [item] = itemStatistics([gradeOf('a', [3]), gradeOf('b', [3]), failed]);
    expect(item).to.deep.include({ count: 2, difficulty: 1, full: 2, none: 0 });
    expect(item).to.not.have.property('discrimination');
    expect(itemStatistics([failed])).to.deep.equal([]);
  });

  it('correlates as SciPy does', () => {
    // scipy.stats.pearsonr([1, 2, 3, 5], [2, 1, 4, 3]).statistic
    expect(correlation([1, 2, 3, 5], [2, 1, 4, 3])).to.be.closeTo(0.529150262212918, 1e-12);
    expect(correlation([1, 1], [2, 3])).to.equal(undefined);
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).to.deep.equal([2, 2.5]);
  });

  it('counts the mistakes that were recognised and the tests that failed, the commonest first', () => {
    const grades = [gradeOf('a', [1, 1]), gradeOf('b', [1, 3]), gradeOf('c', [2, 3])];
    expect(mistakeCounts(grades).map(({ id, count }) => [id, count])).to.deep.equal([
      ['04.1', 2],
      ['04.2', 1],
    ]);
    expect(failureCounts(grades)[0]).to.deep.equal({
      id: '04.1',
      test: 'far from all components',
      hidden: true,
      count: 3,
    });
  });
});

describe('the summary page', () => {
  it('shows the class: scores, exercises, mistakes, and whom to look at', () => {
    const text = seen(summaryPage(classOf40()));
    expect(text).to.contain('40 students, 40 notebooks.').and.contain('39 submissions: median');
    expect(text).to.contain('The M step of a Gaussian mixture').and.contain('Commonest mistakes');
    expect(text).to.contain('wild The locked cell 04.1-check was edited').and.contain('zoe Not graded: the file');
  });

  it('is there for a class of none, and for one where nothing could be graded', () => {
    expect(seen(summaryPage([]))).to.contain('0 students');
    const failed = gradeOf('z', [], { exercises: [], failure: { reason: 'Hm.', ours: true } });
    expect(seen(summaryPage([failed])))
      .to.contain('Nothing of it could be graded.')
      .and.contain('The grader failed: Hm.');
  });
});
