import { functionNames, type Exercise } from './exercise';
import type { Verdict } from './run';

/** What `check` tells a student: a heading, a table of the tests, closing lines. */
export interface Report {
  heading: string;
  verdicts: readonly Verdict[];
  closing: string[];
}

/** The words for what came of an exercise's visible tests. */
export function report(e: Exercise, verdicts: readonly Verdict[], hint: string | undefined): Report {
  const title = `Exercise ${e.id}: ${e.title}`;
  if (verdicts.every((v) => v.outcome === 'not written')) {
    return {
      heading: `${title} - not written yet`,
      verdicts: [],
      closing: [`Write ${functionNames(e).join(' and ')} in the cell above, run it, then run this one again.`],
    };
  }
  const passed = verdicts.filter((v) => v.outcome === 'passed').length;
  if (passed === verdicts.length) {
    const closing = [`All visible tests passed (${passed} of ${passed}). An instructor may have more.`];
    return { heading: title, verdicts, closing };
  }
  const closing = [`${passed} of ${verdicts.length} visible tests passed.`];
  if (hint !== undefined) closing.push(`Hint: ${hint}`);
  return { heading: title, verdicts, closing };
}

const got = (v: Verdict): string => v.got ?? v.message;

/** What went wrong in a test, in one line; empty when it passed. */
export const detail = (v: Verdict): string =>
  v.expected === undefined ? v.message : `expected ${v.expected}, got ${got(v)}`;

/** The report as plain text, for a terminal and for whoever reads a notebook's source. */
export function asText({ heading, verdicts, closing }: Report): string {
  const lines = verdicts.map((v) => {
    const words = detail(v);
    return `  ${v.outcome.padEnd(11)} ${v.test}${words === '' ? '' : ` - ${words}`}`;
  });
  return [heading, ...lines, ...closing].join('\n');
}

/** The report as an HTML table, readable on a light and on a dark page. */
export function asHtml({ heading, verdicts, closing }: Report): string {
  const failed = verdicts.some((v) => v.outcome !== 'passed');
  const columns = ['test', 'result', ...(failed ? ['expected', 'got'] : [])];
  const rows = verdicts.map((v) => {
    const compared = failed ? [cell(v.expected ?? ''), cell(got(v))] : [];
    return `<tr>${cell(v.test)}${outcome(v)}${compared.join('')}</tr>`;
  });
  const head = `<tr>${columns.map((c) => `<th style="text-align:left">${c}</th>`).join('')}</tr>`;
  const table = rows.length === 0 ? '' : `<table class="saddlepoint-check">${head}${rows.join('')}</table>`;
  return `<p><b>${escapeHtml(heading)}</b></p>${table}${closing.map((c) => `<p>${escapeHtml(c)}</p>`).join('')}`;
}

export function outcome({ outcome }: Pick<Verdict, 'outcome'>): string {
  const [colour, mark] = outcome === 'passed' ? ['#1a7f37', '&#10003;'] : ['#cf222e', '&#10007;'];
  return `<td style="text-align:left;color:${colour};white-space:nowrap">${mark} ${outcome}</td>`;
}

export const cell = (s: string): string => `<td style="text-align:left">${escapeHtml(s)}</td>`;

/** Text made safe to stand in HTML. */
export function escapeHtml(s: string): string {
  return s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
