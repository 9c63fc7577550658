import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../execute/runner';
import { graderOf, type Notebook } from '../release/notebook';
import { effectless } from '../release/statements';

/** The compiler's words about a solution cell, by grade_id: "line 3: Type 'string' is not assignable ..." */
export type CompileErrors = Map<string, string[]>;

/** As tslab compiles a cell: not strict, and no DOM. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  experimentalDecorators: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  noEmit: true,
  typeRoots: [join(ROOT, 'node_modules', '@types')],
  types: ['node'],
};

/** A solution is 1 to 15 lines; what is longer than this keeps a compiler busy and answers nothing. */
export const LONGEST_CELL = 50_000;

/** No notebook: where one would lie, so that its imports are found. */
const FILE = join(ROOT, 'notebooks', '__graded__.ts');

/** A cell's part of the text that is compiled. */
interface Part {
  id: string;
  first: number;
  last: number;
}

/** Type-checks the solution cells of framed notebooks; what it knows of the libraries it keeps from one to the next. */
export class Compiler {
  private text = '';
  private version = 0;
  private readonly service = ts.createLanguageService(
    {
      getCompilationSettings: () => OPTIONS,
      getScriptFileNames: () => [FILE],
      getScriptVersion: (file) => (file === FILE ? String(this.version) : '0'),
      getScriptSnapshot: (file) => {
        const text = file === FILE ? this.text : ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => ROOT,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      fileExists: (file) => file === FILE || ts.sys.fileExists(file),
      readFile: (file) => ts.sys.readFile(file),
      directoryExists: (folder) => ts.sys.directoryExists(folder),
      getDirectories: (folder) => ts.sys.getDirectories(folder),
    },
    ts.createDocumentRegistry(),
  );

  /**
   * What the compiler says of the solution cells of a notebook, as the student's kernel would when it runs them.
   * @throws Error where a cell is too much for the compiler
   */
  check(notebook: Notebook): CompileErrors {
    const errors: CompileErrors = new Map();
    const parts = this.compose(notebook, errors);
    const file = this.service.getProgram()!.getSourceFile(FILE)!;
    for (const { start, messageText } of this.service.getSemanticDiagnostics(FILE)) {
      const line = file.getLineAndCharacterOfPosition(start ?? 0).line;
      const part = parts.find(({ first, last }) => first <= line && line <= last);
      if (part !== undefined) add(errors, part.id, line - part.first, messageText);
    }
    return errors;
  }

  /**
   * A notebook as one module, in which each cell stands in a block inside the block of the cell before: so it sees what
   * earlier cells declare, and may declare it anew.
   */
  private compose(notebook: Notebook, errors: CompileErrors): Part[] {
    const imports: string[] = [];
    const blocks: string[] = [];
    const solutions: { id: string; block: number }[] = [];
    for (const cell of notebook.cells.filter((c) => c.cell_type === 'code')) {
      const id = graderOf(cell)?.solution === true ? graderOf(cell)!.grade_id : undefined;
      if (id !== undefined && cell.source.length > LONGEST_CELL) {
        errors.set(id, [`the cell is longer than ${LONGEST_CELL} characters`]);
        continue;
      }
      const source = parse(cell.source);
      const faults = syntaxFaults(source);
      for (const f of id === undefined ? [] : faults) add(errors, id!, line(source, f.start), f.messageText);
      if (faults.length > 0) continue;
      imports.push(...source.statements.filter(ts.isImportDeclaration).map((s) => s.getText()));
      if (id !== undefined) solutions.push({ id, block: blocks.length });
      blocks.push(id === undefined ? declarations(source) : asBlock(source));
    }
    const head = [...imports, 'export {};'].join('\n').split('\n').length;
    this.text = [...imports, 'export {};', ...blocks.map((b) => `{\n${b}`), blocks.map(() => '}').join('')].join('\n');
    this.version++;
    const starts: number[] = [];
    blocks.reduce((at, b) => {
      starts.push(at + 1);
      return at + 1 + b.split('\n').length;
    }, head);
    return solutions.map(({ id, block }) => {
      const first = starts[block]!;
      return { id, first, last: first + blocks[block]!.split('\n').length - 1 };
    });
  }
}

const parse = (text: string): ts.SourceFile => ts.createSourceFile('cell.ts', text, ts.ScriptTarget.ES2022, true);

const line = (file: ts.SourceFile, at: number): number => file.getLineAndCharacterOfPosition(at).line;

type Fault = ts.DiagnosticWithLocation;
const syntaxFaults = (file: ts.SourceFile): readonly Fault[] =>
  (file as unknown as { parseDiagnostics: readonly Fault[] }).parseDiagnostics;

function add(errors: CompileErrors, id: string, at: number, words: string | ts.DiagnosticMessageChain): void {
  const message = `line ${at + 1}: ${ts.flattenDiagnosticMessageText(words, ' ').slice(0, 500)}`;
  const so_far = errors.get(id) ?? [];
  if (so_far.length < 20) errors.set(id, [...so_far, message]);
}

/** Of a cell that is no solution: what has no effect, and its types. */
function declarations(file: ts.SourceFile): string {
  const types = file.statements.filter((s) => ts.isInterfaceDeclaration(s) || ts.isTypeAliasDeclaration(s));
  const values = effectless(file.statements)
    .flat()
    .filter((s) => !ts.isImportDeclaration(s));
  return blanked(file, (s) => !(types as ts.Statement[]).includes(s) && !values.includes(s));
}

/** A solution cell, without its imports (which stand at the top) and without `export`, which no block may have. */
const asBlock = (file: ts.SourceFile): string => blanked(file, ts.isImportDeclaration);

/** A cell's text with some of its statements, and every `export`, replaced by blanks: all else keeps its place. */
function blanked(file: ts.SourceFile, gone: (s: ts.Statement) => boolean): string {
  let text = file.text;
  const blank = (node: ts.Node): void => {
    const [from, to] = [node.getStart(), node.end];
    text = text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, ' ') + text.slice(to);
  };
  for (const s of file.statements) {
    if (gone(s)) blank(s);
    else if (ts.canHaveModifiers(s)) {
      for (const m of ts.getModifiers(s) ?? []) {
        if (m.kind === ts.SyntaxKind.ExportKeyword || m.kind === ts.SyntaxKind.DefaultKeyword) blank(m);
      }
    }
  }
  return text;
}
