import ts from 'typescript';
import { notWritten } from '../check/run';

const BEGIN = /^\s*(?:\/\/|<!--)\s*BEGIN SOLUTION\b/;
const END = /^\s*(?:\/\/|<!--)\s*END SOLUTION\b/;
const BEGIN_HIDDEN = /^\s*\/\/\s*BEGIN HIDDEN TESTS\b/;
const END_HIDDEN = /^\s*\/\/\s*END HIDDEN TESTS\b/;

/** The lines between two markers, the markers' own included: [first, last] */
type Region = readonly [number, number];

/**
 * A master's solution cell as a student gets it: each solution gives way to a line that throws when it is called.
 * @param id "04.1", for the stub's message
 * @throws Error when the markers are unbalanced, there is none, or one stands outside a function
 */
export function stubOf(source: string, id: string): string {
  const lines = source.split('\n');
  const found = regions(lines, BEGIN, END, 'SOLUTION');
  if (found.length === 0) throw new Error('a solution cell needs // BEGIN SOLUTION and // END SOLUTION');
  const stubs = found.map(([first, last]) => {
    const name = functionAround(source, lines.slice(0, first).join('\n').length);
    if (name === undefined) throw new Error('BEGIN SOLUTION stands outside a function: its stub would throw at once');
    const indent = /^\s*/.exec(lines[first]!)![0];
    return { first, last, line: `${indent}throw new Error('${notWritten(id, name)}');` };
  });
  return without(lines, stubs);
}

/** What stands where a student writes an answer. */
export const ANSWER_HERE = '*Write your answer here.*';

/** A reflection question's cell as a student gets it. @throws Error when the markers are unbalanced */
export function unanswered(source: string): string {
  const lines = source.split('\n');
  const answers = regions(lines, BEGIN, END, 'SOLUTION');
  return without(
    lines,
    answers.map(([first, last]) => ({ first, last, line: ANSWER_HERE })),
  );
}

/** A cell without its hidden tests. @throws Error when the markers are unbalanced */
export function withoutHiddenTests(source: string): string {
  const lines = source.split('\n');
  const hidden = regions(lines, BEGIN_HIDDEN, END_HIDDEN, 'HIDDEN TESTS');
  return without(
    lines,
    hidden.map(([first, last]) => ({ first, last, line: undefined })),
  );
}

function regions(lines: readonly string[], begin: RegExp, end: RegExp, what: string): Region[] {
  const found: Region[] = [];
  let first: number | undefined;
  lines.forEach((line, i) => {
    if (begin.test(line)) {
      if (first !== undefined) throw new Error(`BEGIN ${what} in line ${i + 1}, inside the one of line ${first + 1}`);
      first = i;
    } else if (end.test(line)) {
      if (first === undefined) throw new Error(`END ${what} in line ${i + 1} without a BEGIN`);
      found.push([first, i]);
      first = undefined;
    }
  });
  if (first !== undefined) throw new Error(`BEGIN ${what} in line ${first + 1} without an END`);
  return found;
}

function without(
  lines: readonly string[],
  cuts: readonly { first: number; last: number; line: string | undefined }[],
): string {
  return lines
    .flatMap((line, i) => {
      const cut = cuts.find(({ first, last }) => first <= i && i <= last);
      if (cut === undefined) return [line];
      return i === cut.first && cut.line !== undefined ? [cut.line] : [];
    })
    .join('\n');
}

/** The name of the function in whose body a place of a source lies. */
function functionAround(source: string, position: number): string | undefined {
  let name: string | undefined;
  const visit = (node: ts.Node): void => {
    const body = 'body' in node ? (node.body as ts.Node | undefined) : undefined;
    const inside = body !== undefined && body.getStart() < position && position < body.end;
    if (inside && ts.isFunctionLike(node)) name = nameOf(node) ?? name;
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true));
  return name;
}

function nameOf(node: ts.SignatureDeclaration): string | undefined {
  if (node.name !== undefined) return node.name.getText();
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined;
}
