import { show } from 'saddlepoint';
import { checkReport } from './check';
import { functionNames, type Exercise } from './exercise';
import { declaredInCells } from './kernel';
import { cell, detail, escapeHtml, outcome } from './report';
import { messageOf, type Verdict } from './run';
import { loadSpec, specNames, SPECS } from './specs';

/** One exercise of a notebook as `checkAll` tells of it. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly outcome: Verdict['outcome'];
  /** visible tests that passed, of how many */
  readonly passed: number;
  readonly of: number;
  /** what to do next: empty when all passed */
  readonly note: string;
}

/** What `checkAll` shows. */
export interface Overview {
  readonly heading: string;
  readonly rows: readonly Row[];
  readonly closing: string;
}

/**
 * Shows where a student stands in a notebook: a row for each exercise, with how many of its visible tests pass. In a
 * notebook it takes the functions that the cells have declared so far, by their names. It never throws and changes
 * nothing; an endless loop in a student's function it cannot stop (interrupt the kernel then).
 * @param notebook "04" or "04-em"
 * @param functions instead of those that the cells declared, or where there are no cells: `{ eStep, mStep }`
 */
export async function checkAll(notebook: string, functions?: Record<string, unknown>): Promise<void> {
  const overview = await checkAllReport(notebook, functions ?? declaredInCells() ?? {});
  show({ html: asHtml(overview), text: asText(overview) });
}

/** What `checkAll` shows; the specs are the course's own unless said. */
export async function checkAllReport(
  notebook: string,
  functions: Record<string, unknown>,
  specs = SPECS,
): Promise<Overview> {
  try {
    const name = specNames(specs).find((n) => n === notebook || n.slice(0, 2) === notebook);
    const spec = loadSpec(name ?? notebook, specs);
    const rows: Row[] = [];
    for (const e of spec.exercises) rows.push(await rowOf(e, functions, specs));
    return { heading: `Exercises of ${spec.notebook}`, rows, closing: closing(rows) };
  } catch (error) {
    return { heading: `checkAll('${notebook}') could not run`, rows: [], closing: messageOf(error) };
  }
}

async function rowOf(e: Exercise, functions: Record<string, unknown>, specs: string): Promise<Row> {
  const about = { id: e.id, title: e.title, points: e.points, of: e.tests.filter((t) => t.hidden !== true).length };
  const names = functionNames(e);
  const missing = names.filter((name) => typeof functions[name] !== 'function');
  if (missing.length > 0) {
    return {
      ...about,
      outcome: 'not written',
      passed: 0,
      note: `Run the cell that declares ${missing.join(' and ')}.`,
    };
  }
  const { verdicts, closing } = await checkReport(e.id, functions, specs);
  const passed = verdicts.filter((v) => v.outcome === 'passed').length;
  if (verdicts.length > 0 && passed === verdicts.length) return { ...about, outcome: 'passed', passed, note: '' };
  return {
    ...about,
    outcome: verdicts.length === 0 ? 'not written' : 'failed',
    passed,
    note: nextStep(verdicts, closing),
  };
}

/** The hint, the first test that failed, or what `check` says of a stub. */
function nextStep(verdicts: readonly Verdict[], closing: readonly string[]): string {
  const failed = verdicts.find((v) => v.outcome !== 'passed');
  const [said = '', hint] = closing;
  return hint ?? (failed === undefined ? said : `${failed.test}: ${detail(failed)}`);
}

function closing(rows: readonly Row[]): string {
  const done = rows.filter((r) => r.outcome === 'passed');
  const points = (of: readonly Row[]): number => of.reduce((sum, r) => sum + r.points, 0);
  const all = `${done.length} of ${rows.length} exercises pass their visible tests (${points(done)} of ${points(rows)} points).`;
  return `${all} An instructor may have more tests.`;
}

/** The overview as plain text. */
export function asText({ heading, rows, closing }: Overview): string {
  const lines = rows.map((r) => {
    const note = r.note === '' ? '' : ` - ${r.note}`;
    return `  ${r.outcome.padEnd(11)} ${r.id} ${r.title}: ${r.passed} of ${r.of}${note}`;
  });
  return [heading, ...lines, closing].join('\n');
}

/** The overview as an HTML table, readable on a light and on a dark page. */
export function asHtml({ heading, rows, closing }: Overview): string {
  const columns = ['exercise', 'result', 'visible tests', 'points', 'next'];
  const head = columns.map((c) => `<th style="text-align:left">${c}</th>`).join('');
  const body = rows.map((r) => {
    const cells = [`${r.passed} of ${r.of}`, String(r.points), r.note].map(cell).join('');
    return `<tr>${cell(`${r.id} ${r.title}`)}${outcome(r)}${cells}</tr>`;
  });
  const table = rows.length === 0 ? '' : `<table class="saddlepoint-check"><tr>${head}</tr>${body.join('')}</table>`;
  return `<p><b>${escapeHtml(heading)}</b></p>${table}<p>${escapeHtml(closing)}</p>`;
}
