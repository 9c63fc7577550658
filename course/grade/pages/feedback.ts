import type { Verdict } from '../../check/run';
import { rounded, type ExerciseGrade, type ManualQuestion, type NotebookGrade } from '../result';
import { html, NOTHING, page, type Html } from './html';

/**
 * What a student reads about a notebook: one page that stands alone. Of hidden tests it tells how many passed, and
 * neither their names nor what they compared.
 */
export const feedbackPage = (g: NotebookGrade): string =>
  page(
    `${g.notebook}: ${g.student}`,
    html`${head(g)}
    ${g.failure === undefined ? NOTHING : html`<div class="note"><b>This notebook could not be graded.</b> ${failure(g.failure)}</div>`}
    ${findings(g.findings)} ${g.exercises.map(exercise)} ${g.manual.length === 0 ? NOTHING : html`<h2>Questions</h2>`}
    ${g.manual.map(question)} ${foot(g)}`,
  );

function head(g: NotebookGrade): Html {
  const late =
    g.latePenalty > 0
      ? html`<p class="small">${rounded(g.rawScore)} points, less ${rounded(g.latePenalty)} for lateness.</p>`
      : NOTHING;
  const handedIn = g.submitted === undefined ? NOTHING : html`, handed in ${moment(g.submitted)}`;
  return html`<div class="head">
      <div>
        <h1>${g.notebook}</h1>
        <p class="soft">${g.student}${handedIn}</p>
      </div>
      <div class="score">${rounded(g.score)} <span>of ${rounded(g.maxScore)} points</span></div>
    </div>
    ${bar(g.maxScore > 0 ? g.score / g.maxScore : 0)}${late}`;
}

/** A bar that is full at 1. */
export const bar = (share: number): Html =>
  html`<div class="bar"><div style="width:${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%"></div></div>`;

/** "2026-11-25 22:30 UTC" */
const moment = (iso: string): string => iso.replace(/^(\S{10})T(\d\d:\d\d).*$/, '$1 $2 UTC');

const failure = ({ reason, ours }: { reason: string; ours: boolean }): Html =>
  html`${reason}${ours ? ' This is a fault of the grader, not of yours: your instructor has been told.' : ''}`;

const findings = (found: readonly string[]): Html =>
  found.length === 0
    ? NOTHING
    : html`<div class="note">
        <b>About the notebook</b>
        <ul>
          ${found.map((f) => html`<li>${f}</li>`)}
        </ul>
      </div>`;

const exercise = (e: ExerciseGrade): Html =>
  html`<section class="card">
    <header>
      <h3>${e.id} · ${e.title}</h3>
      <span class="points">${rounded(e.points)} of ${rounded(e.maxPoints)}</span>
    </header>
    <div>${e.status === 'not written' ? html`<p class="soft">Not written yet.</p>` : examined(e)}</div>
  </section> `;

const examined = (e: ExerciseGrade): Html =>
  html`${e.reason === undefined ? NOTHING : html`<p>${e.reason}</p>`}
  ${e.compileErrors.length === 0 ? NOTHING : html`<pre>${e.compileErrors.join('\n')}</pre>`}
  ${tests(e.verdicts.filter((v) => !v.hidden))} ${hidden(e.verdicts.filter((v) => v.hidden))}
  ${e.hint === undefined ? NOTHING : html`<p class="note"><b>Hint.</b> ${e.hint.hint}</p>`}`;

function tests(visible: readonly Verdict[]): Html {
  if (visible.length === 0) return NOTHING;
  const failed = visible.some((v) => v.outcome !== 'passed');
  const columns = ['', 'test', ...(failed ? ['expected', 'got'] : [])].map((c) => html`<th>${c}</th>`);
  const rows = visible.map((v) => {
    const detail = failed
      ? html`<td><code>${v.expected ?? ''}</code></td>
          <td><code>${v.got ?? v.message}</code></td>`
      : NOTHING;
    return html`<tr>
      ${outcome(v)}
      <td>${v.test}</td>
      ${detail}
    </tr>`;
  });
  return html`<div class="scroll">
    <table>
      <tr>
        ${columns}
      </tr>
      ${rows}
    </table>
  </div>`;
}

const outcome = (v: Verdict): Html =>
  v.outcome === 'passed'
    ? html`<td class="outcome good">&#10003; passed</td>`
    : html`<td class="outcome bad">&#10007; ${v.outcome}</td>`;

function hidden(all: readonly Verdict[]): Html {
  if (all.length === 0) return NOTHING;
  const passed = all.filter((v) => v.outcome === 'passed').length;
  return html`<p class="small soft">${passed} of ${all.length} hidden tests passed.</p>`;
}

const question = (q: ManualQuestion): Html =>
  html`<section class="card">
    <header>
      <h3>Question ${q.grade_id}</h3>
      <span class="points"
        >${q.points === undefined ? `worth ${rounded(q.maxPoints)}` : `${rounded(q.points)} of ${rounded(q.maxPoints)}`}</span
      >
    </header>
    <div>
      ${q.answer.trim() === '' ? html`<p class="soft">No answer.</p>` : html`<pre>${q.answer}</pre>`}
      ${q.points === undefined && q.answer.trim() !== '' ? html`<p class="small soft">An instructor reads this; it is not in the score yet.</p>` : NOTHING}
      ${q.comment === undefined ? NOTHING : html`<p class="note"><b>Comment.</b> ${q.comment}</p>`}
    </div>
  </section> `;

const foot = (g: NotebookGrade): Html =>
  html`<footer class="small soft">
    Graded from the file with sha256 <code>${g.sha256}</code> by course ${g.course}, behind
    ${g.wall === 'bubblewrap' ? 'bubblewrap' : 'the permission model of Node.js'}.
  </footer>`;
