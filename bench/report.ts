import type { Outcome } from './contest';

/** One line of `--json FILE`. */
export interface Result extends Outcome {
  name: string;
  /** of ours; "javascript" where no engine of tfjs takes part */
  engine: string;
  /** the peer, with its version and threads */
  peer: string;
}

const fixed = (x: number) => (x < 10 ? x.toFixed(2) : x.toFixed(1));

/** A line of the table, as wide as its header. */
export const row = (cells: readonly string[]): string =>
  [cells[0]!.padEnd(14), cells[1]!.padEnd(11), ...cells.slice(2, 6).map((cell) => cell.padStart(9)), cells[6]!].join(
    '  ',
  );

export const header = row(['program', 'engine', 'ours ms', 'peer ms', 'ratio', 'spread', 'peer']);

export const line = ({ name, engine, peer, ...r }: Result): string =>
  row([name, engine, fixed(r.ours_ms), fixed(r.peer_ms), r.ratio.toFixed(2), r.spread.toFixed(2), peer]);

/** In the order of its fields, times to a microsecond. */
export function toJSON(results: readonly Result[]): string {
  const rounded = (x: number) => Number(x.toFixed(3));
  const entries = results.map(({ name, engine, ours_ms, peer, peer_ms, ratio, spread }) => ({
    name,
    engine,
    ours_ms: rounded(ours_ms),
    peer,
    peer_ms: rounded(peer_ms),
    ratio: rounded(ratio),
    spread: rounded(spread),
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}
