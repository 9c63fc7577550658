import ts from 'typescript';

/**
 * Those of a cell's statements that have no effect but to declare, in groups that stand or fall together: imports
 * first, then each constant alone, then all functions, which may call one another.
 */
export function effectless(statements: readonly ts.Statement[]): ts.Statement[][] {
  const constants = statements.filter((s) => ts.isVariableStatement(s) && !declaresFunctions(s) && isPlain(s));
  const functions = statements.filter((s) => ts.isFunctionDeclaration(s) || (declaresFunctions(s) && isPlain(s)));
  return [statements.filter(ts.isImportDeclaration), ...constants.map((s) => [s]), functions];
}

const declaresFunctions = (s: ts.Statement): boolean =>
  ts.isVariableStatement(s) && s.declarationList.declarations.some((d) => isFunction(d.initializer));

const isFunction = (e: ts.Node | undefined): boolean =>
  e !== undefined && (ts.isArrowFunction(e) || ts.isFunctionExpression(e));

/** Whether evaluating this calls nothing but Math's functions and changes nothing. */
function isPlain(node: ts.Node): boolean {
  if (isFunction(node)) return true;
  const calls = ts.isCallExpression(node) && !node.expression.getText().startsWith('Math.');
  const effects = [ts.isNewExpression, ts.isAwaitExpression, ts.isTaggedTemplateExpression, ts.isDeleteExpression];
  if (calls || effects.some((is) => is(node)) || changes(node)) return false;
  return ts.forEachChild(node, (child) => (isPlain(child) ? undefined : true)) === undefined;
}

function changes(node: ts.Node): boolean {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
  }
  const { FirstAssignment, LastAssignment } = ts.SyntaxKind;
  if (!ts.isBinaryExpression(node)) return false;
  return node.operatorToken.kind >= FirstAssignment && node.operatorToken.kind <= LastAssignment;
}

/** The names of the values that a statement declares. */
export function namesOf(s: ts.Statement): string[] {
  if (ts.isVariableStatement(s)) return s.declarationList.declarations.flatMap((d) => boundNames(d.name));
  if (ts.isFunctionDeclaration(s) || ts.isClassDeclaration(s) || ts.isEnumDeclaration(s)) {
    return s.name === undefined ? [] : [s.name.text];
  }
  return ts.isImportDeclaration(s) ? imported(s).map(({ local }) => local) : [];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((e) => (ts.isBindingElement(e) ? boundNames(e.name) : []));
}

/** `import d, { a as b } from 'm'` as `const d = require('m').default; const b = require('m').a;` */
export function asRequire(s: ts.ImportDeclaration): string {
  const from = `require(${s.moduleSpecifier.getText()})`;
  const constants = imported(s).map(({ local, path }) => `const ${local} = ${from}${path};`);
  return s.importClause === undefined ? `${from};` : constants.join(' ');
}

/** The values that an import brings, and where in the module they are: ".a", or "" for the module itself. */
function imported({ importClause: clause }: ts.ImportDeclaration): { local: string; path: string }[] {
  if (clause === undefined || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const whole = clause.name === undefined ? [] : [{ local: clause.name.text, path: '.default' }];
  const named = clause.namedBindings;
  if (named === undefined) return whole;
  if (ts.isNamespaceImport(named)) return [...whole, { local: named.name.text, path: '' }];
  const values = named.elements.filter((e) => !e.isTypeOnly);
  return [...whole, ...values.map((e) => ({ local: e.name.text, path: `.${(e.propertyName ?? e.name).text}` }))];
}
