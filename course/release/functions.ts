import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import type { Functions } from '../check/exercise';
import { messageOf } from '../check/run';
import { graderOf, type Cell, type Notebook } from './notebook';

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
 * what has no effect is evaluated: imports, types, functions, and constants that are functions or literals. Types are
 * not checked.
 * @param folder where the notebook lies: its imports are resolved from there
 */
export async function functionsOf(notebook: Notebook, folder: string): Promise<Solution[]> {
  const require = createRequire(resolve(folder, 'notebook.js'));
  const scope: Scope = {};
  const solutions: Solution[] = [];
  for (const cell of notebook.cells.filter((c) => c.cell_type === 'code')) {
    const id = graderOf(cell)?.solution === true ? graderOf(cell)!.grade_id : undefined;
    try {
      const declared = await evaluate(compiled(cell, id), scope, require);
      Object.assign(scope, declared);
      if (id !== undefined) solutions.push({ id, functions: onlyFunctions(declared) });
    } catch (error) {
      if (id !== undefined) solutions.push({ id, functions: {}, error: messageOf(error) });
    }
  }
  return solutions;
}

const onlyFunctions = (declared: Scope): Functions =>
  Object.fromEntries(Object.entries(declared).filter(([, v]) => typeof v === 'function')) as Functions;

/** A cell's code as CommonJS that exports all that the cell declares. */
function compiled(cell: Cell, id: string | undefined): string {
  const file = ts.createSourceFile('cell.ts', cell.source, ts.ScriptTarget.ES2022, true);
  const statements = file.statements.filter((s) => id !== undefined || hasNoEffect(s));
  const source = statements.map((s) => (ts.isImportDeclaration(s) ? asRequire(s) : s.getFullText()));
  const exported = `export { ${statements.flatMap(namesOf).join(', ')} };`;
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
  const settings = { compilerOptions: options, reportDiagnostics: true };
  const { outputText, diagnostics } = ts.transpileModule([...source, exported].join('\n'), settings);
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

function hasNoEffect(s: ts.Statement): boolean {
  if (ts.isVariableStatement(s)) return s.declarationList.declarations.every((d) => isPlain(d.initializer));
  const kinds = [
    ts.isImportDeclaration,
    ts.isFunctionDeclaration,
    ts.isTypeAliasDeclaration,
    ts.isInterfaceDeclaration,
  ];
  return kinds.some((is) => is(s));
}

/** Functions, literals, and arrays and records of these. */
function isPlain(e: ts.Node | undefined): boolean {
  if (e === undefined || ts.isArrowFunction(e) || ts.isFunctionExpression(e) || ts.isLiteralExpression(e)) return true;
  if (e.kind === ts.SyntaxKind.TrueKeyword || e.kind === ts.SyntaxKind.FalseKeyword) return true;
  if (ts.isPrefixUnaryExpression(e)) return isPlain(e.operand);
  if (ts.isAsExpression(e) || ts.isSatisfiesExpression(e) || ts.isParenthesizedExpression(e))
    return isPlain(e.expression);
  if (ts.isArrayLiteralExpression(e)) return e.elements.every(isPlain);
  if (ts.isObjectLiteralExpression(e))
    return e.properties.every((p) => ts.isPropertyAssignment(p) && isPlain(p.initializer));
  return false;
}

function namesOf(s: ts.Statement): string[] {
  if (ts.isVariableStatement(s)) return s.declarationList.declarations.flatMap((d) => boundNames(d.name));
  if (ts.isFunctionDeclaration(s) || ts.isClassDeclaration(s) || ts.isEnumDeclaration(s))
    return s.name ? [s.name.text] : [];
  if (!ts.isImportDeclaration(s) || s.importClause === undefined || isTypeOnly(s.importClause)) return [];
  const { name, namedBindings } = s.importClause;
  const inner =
    namedBindings === undefined ? [] : ts.isNamespaceImport(namedBindings) ? [namedBindings] : namedBindings.elements;
  return [...(name ? [name.text] : []), ...inner.map((b) => b.name.text)];
}

const boundNames = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((e) => (ts.isBindingElement(e) ? boundNames(e.name) : []));

/** `import { a as b } from 'm'` as `const { a: b } = require('m')` */
function asRequire(s: ts.ImportDeclaration): string {
  const from = `require(${s.moduleSpecifier.getText()})`;
  const clause = s.importClause;
  if (clause === undefined) return `${from};`;
  if (isTypeOnly(clause)) return '';
  const lines = clause.name === undefined ? [] : [`const ${clause.name.text} = ${from}.default ?? ${from};`];
  const { namedBindings } = clause;
  if (namedBindings === undefined) return lines.join(' ');
  if (ts.isNamespaceImport(namedBindings)) return [...lines, `const ${namedBindings.name.text} = ${from};`].join(' ');
  const names = namedBindings.elements.map((e) =>
    e.propertyName ? `${e.propertyName.text}: ${e.name.text}` : e.name.text,
  );
  return [...lines, `const { ${names.join(', ')} } = ${from};`].join(' ');
}

const isTypeOnly = (clause: ts.ImportClause): boolean => clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
