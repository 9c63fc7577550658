import { createRequire } from 'node:module';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from './program';

export const folder = join(__dirname, 'programs');

/** Every program there is. */
export const names = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));

/** @throws when there is no program of this name; says which there are */
export function checkName(name: string): void {
  if (!existsSync(join(folder, `${name}.ts`))) {
    throw new Error(`There is no program "${name}": name one of ${names().join(', ')}, or none for all.`);
  }
}

export function load(name: string): Program {
  checkName(name);
  return (createRequire(__filename)(join(folder, `${name}.ts`)) as { program: Program }).program;
}
