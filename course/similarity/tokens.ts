import ts from 'typescript';

/** A place in a text, rows and columns from 0. */
export interface Place {
  readonly startRow: number;
  readonly startCol: number;
  readonly endRow: number;
  readonly endCol: number;
}

/** The syntax tree of a source as Dolos flattens one, "(kind child ... )", and where each token comes from. */
export interface Tokens {
  readonly tokens: string[];
  readonly places: Place[];
}

/** Names, literals and comments leave no trace in it, nor does the layout: renaming changes nothing. */
export function tokensOf(source: string): Tokens {
  const file = ts.createSourceFile('cells.ts', source, ts.ScriptTarget.ES2022, true);
  const tokens: string[] = [];
  const places: Place[] = [];
  const visit = (node: ts.Node): void => {
    const from = file.getLineAndCharacterOfPosition(node.getStart());
    const to = file.getLineAndCharacterOfPosition(node.end);
    const place = { startRow: from.line, startCol: from.character, endRow: to.line, endCol: to.character };
    const add = (token: string): void => {
      tokens.push(token);
      places.push(place);
    };
    add('(');
    add(operatorOf(node) ?? ts.SyntaxKind[node.kind]);
    ts.forEachChild(node, visit);
    add(')');
  };
  file.statements.forEach(visit);
  return { tokens, places };
}

/** a + b and a * b are not the same. */
const operatorOf = (node: ts.Node): string | undefined =>
  ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node) ? `unary${node.operator}` : undefined;
