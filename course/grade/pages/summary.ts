import { bars, svgOf } from 'saddlepoint';
import { rounded, type NotebookGrade } from '../result';
import { bar } from './feedback';
import { html, Html, NOTHING, page } from './html';
import { failureCounts, itemStatistics, mean, median, mistakeCounts, type ItemStatistics } from './statistics';

/** How many rows a table of what is commonest has. */
const MOST = 12;

/** What an instructor reads about a class: hidden tests are named here, so it is not for students. */
export function summaryPage(grades: readonly NotebookGrade[]): string {
  const notebooks = [...new Set(grades.map((g) => g.notebook))].sort();
  const students = new Set(grades.map((g) => g.student)).size;
  return page(
    'The class',
    html`<h1>The class</h1>
      <p class="soft">
        ${plural(students, 'student')}, ${plural(grades.length, 'notebook')}. For instructors: hidden tests are named
        below.
      </p>
      ${notebooks.map((name) =>
        notebook(
          name,
          grades.filter((g) => g.notebook === name),
        ),
      )}`,
  );
}

const plural = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
const percent = (share: number): string => `${Math.round(100 * share)} %`;

function notebook(name: string, grades: readonly NotebookGrade[]): Html {
  const graded = grades.filter((g) => g.failure === undefined);
  return html`<h2>${name}</h2>
    ${
      graded.length === 0
        ? html`<p>Nothing of it could be graded.</p>`
        : html`${scores(graded)} ${items(itemStatistics(graded))} ${mistakes(graded)} ${failures(graded)}`
    }
    ${odd(grades)}`;
}

function scores(graded: readonly NotebookGrade[]): Html {
  const shares = graded.map((g) => (g.maxScore > 0 ? g.score / g.maxScore : 0));
  const counts = Array.from({ length: 10 }, (_, i) => shares.filter((s) => tenth(s) === i).length);
  const labels = counts.map((_, i) => `${10 * i}–${10 * (i + 1)}`);
  const figure = bars(Object.fromEntries(counts.map((n, i) => [labels[i]!, n])), {
    x: 'score, % of the points',
    y: 'students',
    height: 260,
  });
  const zero = graded.filter((g) => g.score === 0).length;
  return html`<p>
      ${plural(graded.length, 'submission')}: median ${percent(median(shares))}, mean ${percent(mean(shares))}, of
      ${rounded(graded[0]!.maxScore)} points${zero > 0 ? `; ${zero} with nothing` : ''}.
    </p>
    <figure>${new Html(svgOf(figure))}</figure>`;
}

/** The tenth of [0, 1] that a share lies in, 1 in the last. */
const tenth = (share: number): number => Math.min(9, Math.max(0, Math.floor(10 * share + 1e-9)));

const items = (all: readonly ItemStatistics[]): Html =>
  html`<h3>Exercises</h3>
    <p class="small soft">
      Difficulty is the mean share of an exercise's points: low is hard. Discrimination is the correlation of its points
      with those of the other exercises: near 0, or below, it does not tell who knows from who does not.
    </p>
    <div class="scroll">
      <table>
        <tr>
          <th>exercise</th>
          <th class="number">points</th>
          <th>difficulty</th>
          <th class="number"></th>
          <th class="number">all points</th>
          <th class="number">none</th>
          <th class="number">discrimination</th>
        </tr>
        ${all.map(item)}
      </table>
    </div>`;

const item = (e: ItemStatistics): Html =>
  html`<tr>
    <td>${e.id} ${e.title}</td>
    <td class="number">${rounded(e.maxPoints)}</td>
    <td class="wide">${bar(e.difficulty)}</td>
    <td class="number">${percent(e.difficulty)}</td>
    <td class="number">${e.full}</td>
    <td class="number">${e.none}</td>
    <td class="number${weak(e) ? ' bad' : ''}">${e.discrimination === undefined ? '–' : signed(e.discrimination)}</td>
  </tr>`;

/** Below 0.2 an exercise hardly tells students apart (Ebel 1965, as in any handbook of test construction). */
const weak = (e: ItemStatistics): boolean => e.discrimination !== undefined && e.discrimination < 0.2;

const signed = (r: number): string => r.toFixed(2).replace('-', '−');

function mistakes(graded: readonly NotebookGrade[]): Html {
  const all = mistakeCounts(graded);
  if (all.length === 0) return NOTHING;
  const rows = all.slice(0, MOST).map(
    (m) =>
      html`<tr>
        <td class="number">${m.count}</td>
        <td>${m.id}</td>
        <td>${m.name}</td>
        <td>${m.hint}</td>
      </tr>`,
  );
  return html`<h3>Commonest mistakes</h3>
    <div class="scroll">
      <table>
        <tr>
          <th class="number">students</th>
          <th>exercise</th>
          <th>mistake</th>
          <th>the hint they got</th>
        </tr>
        ${rows}
      </table>
    </div>`;
}

function failures(graded: readonly NotebookGrade[]): Html {
  const all = failureCounts(graded);
  if (all.length === 0) return NOTHING;
  const rows = all.slice(0, MOST).map(
    (f) =>
      html`<tr>
        <td class="number">${f.count}</td>
        <td>${f.id}</td>
        <td>${f.test}${f.hidden ? html` <span class="soft">(hidden)</span>` : ''}</td>
      </tr>`,
  );
  return html`<h3>Tests that failed most</h3>
    <div class="scroll">
      <table>
        <tr>
          <th class="number">students</th>
          <th>exercise</th>
          <th>test</th>
        </tr>
        ${rows}
      </table>
    </div>`;
}

/** Whoever needs a look: what could not be graded, and what is strange about a notebook. */
function odd(grades: readonly NotebookGrade[]): Html {
  const rows = grades.flatMap((g) => [
    ...(g.failure === undefined
      ? []
      : [[g.student, `${g.failure.ours ? 'The grader failed: ' : 'Not graded: '}${g.failure.reason}`]]),
    ...g.findings.map((f) => [g.student, f]),
  ]);
  if (rows.length === 0) return NOTHING;
  return html`<h3>To look at</h3>
    <div class="scroll">
      <table>
        <tr>
          <th>student</th>
          <th>what</th>
        </tr>
        ${rows.map(
          ([who, what]) =>
            html`<tr>
              <td>${who!}</td>
              <td>${what!}</td>
            </tr>`,
        )}
      </table>
    </div>`;
}
