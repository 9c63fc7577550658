import { median, spread } from './statistics';

/** Does n steps; how many seconds they took. */
export type Run = (n: number) => Promise<number>;

/** The times of one step in milliseconds: the medians over the rounds, and the median and spread of their ratios. */
export interface Outcome {
  ours_ms: number;
  peer_ms: number;
  /** ours over the peer's, each taken within one round: what slows the machine down for a while slows both */
  ratio: number;
  /** between the quartiles of the rounds' ratios */
  spread: number;
}

/** Turns before the first that counts: V8 goes on compiling for some hundred steps. */
const WARM_UP = 3;

/** How many steps fill `seconds`, after so many turns to warm up. */
async function turn(run: Run, seconds: number): Promise<number> {
  await run(3);
  const steps = Math.max(1, Math.round((seconds * WARM_UP) / ((await run(3)) / 3)));
  const perStep = (await run(steps)) / steps;
  return Math.max(1, Math.round(seconds / perStep));
}

/** Ours and the peer in turn, `rounds` times, for about `seconds` each; who is first alternates as well. */
export async function contest(ours: Run, peer: Run, rounds: number, seconds: number): Promise<Outcome> {
  const runs = [ours, peer] as const;
  const turns = [await turn(ours, seconds), await turn(peer, seconds)] as const;
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (const i of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      times[i].push((1000 * (await runs[i](turns[i]))) / turns[i]);
    }
  }
  const ratios = times[0].map((time, round) => time / times[1][round]!);
  return { ours_ms: median(times[0]), peer_ms: median(times[1]), ratio: median(ratios), spread: spread(ratios) };
}
