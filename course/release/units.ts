import ts from 'typescript';
import { messageOf } from '../check/run';
import { graderOf, type Cell, type Notebook } from './notebook';
import { asRequire, effectless, namesOf } from './statements';

/** Statements of a cell that stand or fall together, compiled: a solution cell, or a part of another cell. */
export interface Unit {
  /** the solution's grade_id, "04.1" */
  id?: string;
  /** CommonJS that exports all that the statements declare */
  code: string;
  /** why there is no code: the cell does not parse */
  error?: string;
}

/**
 * What there is to evaluate to get a notebook's functions without running the notebook, from top to bottom. Of cells
 * that are no solution only what has no effect: imports, functions, and constants that are computed without calling
 * anything but Math.
 */
export function unitsOf(notebook: Notebook): Unit[] {
  return notebook.cells.filter((c) => c.cell_type === 'code').flatMap(unitsOfCell);
}

function unitsOfCell(cell: Cell): Unit[] {
  const grader = graderOf(cell);
  if (grader?.solution === true) return [solution(grader.grade_id, cell.source)];
  return effectless(parsed(cell.source)).flatMap((statements) => {
    try {
      return statements.length === 0 ? [] : [{ code: compiled(statements) }];
    } catch {
      return [];
    }
  });
}

/** A solution cell, compiled. */
export function solution(id: string, source: string): Unit {
  try {
    return { id, code: compiled(parsed(source)) };
  } catch (error) {
    return { id, code: '', error: messageOf(error) };
  }
}

const parsed = (source: string): readonly ts.Statement[] =>
  ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true).statements;

/** Statements as CommonJS that exports all that they declare. @throws SyntaxError */
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
