import { runInThisContext } from 'node:vm';
import type { Functions } from '../check/exercise';

/** What cells have declared so far, by name. */
export type Scope = Record<string, unknown>;

type Run = (require: NodeJS.Require, exports: Scope, ...scope: unknown[]) => Promise<void>;

/**
 * Evaluates compiled statements and adds what they declare to the scope; nothing when they throw.
 * @param code CommonJS, as `unitsOf` gives it
 * @returns what they declare
 */
export async function declare(code: string, scope: Scope, require: NodeJS.Require): Promise<Scope> {
  const declared: Scope = {};
  const names = ['require', 'exports', ...Object.keys(scope)];
  // The block lets a cell declare anew what an earlier one has declared.
  const run = runInThisContext(`(async function (${names.join(', ')}) { 'use strict'; { ${code} \n} })`) as Run;
  await run(require, declared, ...Object.values(scope));
  Object.assign(scope, declared);
  return declared;
}

export const onlyFunctions = (declared: Scope): Functions =>
  Object.fromEntries(Object.entries(declared).filter(([, v]) => typeof v === 'function')) as Functions;
