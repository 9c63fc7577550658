import { parseArgs } from 'node:util';

export interface Options {
  /** of programs; empty: all */
  names: string[];
  engine: string;
  rounds: number;
  /** of each turn */
  seconds: number;
  json: string | undefined;
  profile: boolean;
}

const options = {
  engine: { type: 'string', default: 'auto' },
  rounds: { type: 'string', default: '11' },
  seconds: { type: 'string', default: '1' },
  json: { type: 'string' },
  profile: { type: 'boolean', default: false },
} as const;

/**
 * What the command line asks for.
 *
 * @throws when it asks for something that there is not, or for no round
 */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  if (!(Number.isSafeInteger(rounds) && rounds > 0)) {
    throw new Error(`--rounds ${values.rounds}: give a whole number of at least 1, for example --rounds 11.`);
  }
  if (!(seconds > 0 && seconds < Infinity)) {
    throw new Error(`--seconds ${values.seconds}: give the length of a turn, for example --seconds 1.`);
  }
  const { engine, json, profile } = values;
  return { names: positionals, engine, rounds, seconds, json, profile };
}
