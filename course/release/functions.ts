import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import type { Functions } from '../check/exercise';
import { messageOf } from '../check/run';
import { graderOf, type Cell, type Notebook } from './notebook';
import { asRequire, effectless, namesOf } from './statements';

/** What one solution cell declares. */
export interface Solution {
  /** its grade_id, "04.1" */
  id: string;
  functions: Functions;
  /** why the cell could not be loaded: it does not parse, or it threw */
  error?: string;
}

type Scope = Record<string, unknown>;

/**
 * The functions of a notebook's solution cells, without running the notebook. Cells are evaluated from top to bottom
 * in a scope that they share, as in the kernel: a cell that fails declares nothing. Of cells that are no solution only
 * what has no effect is evaluated: imports, functions, and constants that are computed without calling anything but
 * Math. Types are not checked.
 * @param folder where the notebook lies: its imports are resolved from there
 */
export async function functionsOf(notebook: Notebook, folder: string): Promise<Solution[]> {
  const require = createRequire(resolve(folder, 'notebook.js'));
  const scope: Scope = {};
  const solutions: Solution[] = [];
  for (const cell of notebook.cells.filter((c) => c.cell_type === 'code')) {
    const grader = graderOf(cell);
    if (grader?.solution !== true) {
      for (const unit of effectless(parsed(cell))) await declare(unit, scope, require).catch(() => undefined);
      continue;
    }
    try {
      const declared = await declare(parsed(cell), scope, require);
      solutions.push({ id: grader.grade_id, functions: onlyFunctions(declared) });
    } catch (error) {
      solutions.push({ id: grader.grade_id, functions: {}, error: messageOf(error) });
    }
  }
  return solutions;
}

const parsed = ({ source }: Cell): readonly ts.Statement[] =>
  ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true).statements;

const onlyFunctions = (declared: Scope): Functions =>
  Object.fromEntries(Object.entries(declared).filter(([, v]) => typeof v === 'function')) as Functions;

/** Evaluates statements and adds what they declare to the scope. */
async function declare(statements: readonly ts.Statement[], scope: Scope, require: NodeJS.Require): Promise<Scope> {
  const declared = await evaluate(compiled(statements), scope, require);
  Object.assign(scope, declared);
  return declared;
}

/** Statements as CommonJS that exports all that they declare. */
function compiled(statements: readonly ts.Statement[]): string {
  const source = statements.map((s) => (ts.isImportDeclaration(s) ? asRequire(s) : s.getFullText()));
  const exported = `export { ${statements.flatMap(namesOf).join(', ')} };`;
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
  const { outputText, diagnostics } = ts.transpileModule([...source, exported].join('\n'), {
    compilerOptions,
    reportDiagnostics: true,
  });
  const fault = diagnostics?.[0];
  if (fault !== undefined) throw new SyntaxError(ts.flattenDiagnosticMessageText(fault.messageText, ' '));
  return outputText;
}

type Run = (require: NodeJS.Require, exports: Scope, ...scope: unknown[]) => Promise<void>;

async function evaluate(code: string, scope: Scope, require: NodeJS.Require): Promise<Scope> {
  const declared: Scope = {};
  const names = ['require', 'exports', ...Object.keys(scope)];
  // The block lets a cell declare anew what an earlier one has declared.
  const run = runInThisContext(`(async function (${names.join(', ')}) { 'use strict'; { ${code} \n} })`) as Run;
  await run(require, declared, ...Object.values(scope));
  return declared;
}
