import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const FILE = resolve(__dirname, '..', '..', '..', 'docs', 'grading-attacks.md');
const HEAD = `# What attacks on the grader come to

Written by \`WRITE_ATTACKS=1 npm test -- test/course/grade.attacks.test.ts\`, which fails when an outcome is another.

| attack | wall | outcome |
| --- | --- | --- |
`;

/** The rows of one wall in the table of attacks that the guide shows. */
export class Table {
  private readonly rows: string[] = [];

  constructor(private readonly wall: string) {}

  row(attack: string, outcome: string): void {
    this.rows.push(`| ${attack} | ${this.wall} | ${outcome} |`);
  }

  /** Writes the rows where WRITE_ATTACKS says so; else they must stand in the table. @throws Error with those that do not */
  isInStep(): void {
    const now = existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n') : [];
    if (process.env['WRITE_ATTACKS'] === '1') {
      const others = now.filter(
        (line) =>
          line.startsWith('|') &&
          / \| (bubblewrap|node-permission) \| /.test(line) &&
          !line.includes(`| ${this.wall} |`),
      );
      mkdirSync(dirname(FILE), { recursive: true });
      writeFileSync(FILE, `${HEAD}${[...others, ...this.rows].join('\n')}\n`);
      return;
    }
    const missing = this.rows.filter((row) => !now.includes(row));
    if (missing.length > 0) throw new Error(`${FILE} is out of step; it lacks:\n${missing.join('\n')}`);
  }
}
