import { escapeHtml } from '../../check/report';

/** HTML that may stand in a page as it is. */
export class Html {
  constructor(readonly markup: string) {}
}

type Child = Html | string | number | readonly Child[];

/** HTML of a template. Whatever is put into it is escaped, unless `html` made it: a student's strings are hostile. */
export const html = (parts: TemplateStringsArray, ...values: Child[]): Html =>
  new Html(parts.reduce((markup, part, i) => markup + markupOf(values[i - 1]!) + part));

const markupOf = (value: Child): string => {
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(markupOf).join('');
  return escapeHtml(visible(String(value)));
};

/** Control characters, which HTML forbids, and those that turn the direction of what follows, as a plain mark. */
// eslint-disable-next-line no-control-regex -- it is about them
const visible = (s: string): string => s.replace(/[\0-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

export const NOTHING = new Html('');

/**
 * A page that stands alone: no script, nothing from elsewhere, and a policy that lets a browser run and fetch nothing
 * even if something got past the escaping.
 */
export const page = (title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `.markup;

const STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --card: #f6f8fa;
  --good: #1a7f37; --bad: #cf222e; --bar: #0072b2; --warm: #fff8e5; --warm-line: #d4a72c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --paper: #0d1117;
  --card: #151b23; --good: #3fb950; --bad: #f85149; --bar: #56b4e9; --warm: #272115; --warm-line: #9e6a03; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Helvetica,
  Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 2rem 0 .25rem; }
.card h3 { margin: 0; }
p { margin: .5rem 0; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.head { display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between; align-items: end; }
.score { font-size: 2.2rem; font-weight: 650; line-height: 1; white-space: nowrap; font-variant-numeric: tabular-nums; }
.score span { font-size: 1.1rem; font-weight: 400; color: var(--soft); }
.bar { height: .5rem; border-radius: .25rem; background: var(--line); overflow: hidden; }
.bar div { height: 100%; background: var(--bar); }
.card { border: 1px solid var(--line); border-radius: .5rem; margin: 1rem 0; overflow: hidden; }
.card > header { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; padding: .6rem 1rem;
  background: var(--card); border-bottom: 1px solid var(--line); }
.card > div { padding: .5rem 1rem .9rem; }
.points { font-weight: 600; white-space: nowrap; font-variant-numeric: tabular-nums; }
.note { background: var(--warm); border-left: 4px solid var(--warm-line); border-radius: .25rem; padding: .5rem .9rem;
  margin: .75rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .925rem; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .8rem; }
th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; width: 1%;
  padding-left: .75rem; }
td.outcome { white-space: nowrap; width: 1%; }
td .bar { margin-top: .45rem; }
td.wide { min-width: 9rem; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; margin: .5rem 0; padding: .6rem .8rem; background: var(--card); border-radius: .25rem; }
figure { margin: 1rem 0; background: #fff; border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; }
figure svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
ul { margin: .5rem 0; padding-left: 1.25rem; }
.beside { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
summary { cursor: pointer; }
@media print { .card, figure { break-inside: avoid; } }
`;
