import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { engine, saveFigure, seed } from 'saddlepoint';
import { inWords, kept } from './bars';
import { csv, store, storeJSON } from './files';
import { Memory } from './memory';
import type { Context, Measures, Row } from './row';
import { Terminal } from './terminal';
import { storeWeights } from './weights';

/** What data/results/ROW.json holds. */
export interface Result {
  row: string;
  title: string;
  bar: string;
  stretch?: string;
  paper?: string;
  measures: Measures;
  pass: 'passed' | 'missed';
  seed: number;
  engine: string;
  /** what ran the kernels, with versions */
  description: string;
  cores: number;
  /** over all sessions of an interrupted run */
  minutes: number;
  date: string;
  command: string;
}

export interface RunOptions {
  seed: number;
  quick: boolean;
  /** the repository: results go to data/results, what a resumed run needs to checkpoints/ */
  root: string;
  terminal?: Terminal;
}

/**
 * Runs a row and stores its result; a quick run stores it in a folder that is deleted. ready() has been called.
 * @throws Interrupted when the row was stopped: what it has done is kept for the next run
 */
export async function runRow(row: Row, options: RunOptions): Promise<Result> {
  const root = options.quick ? await mkdtemp(join(tmpdir(), 'saddlepoint-quick-')) : options.root;
  const work = join(root, 'checkpoints', row.row, `seed-${options.seed}-${engine().name}`);
  const results = join(root, 'data', 'results');
  const terminal = options.terminal ?? new Terminal();
  const memory = await Memory.open(join(work, 'memory.json'));
  try {
    seed(options.seed);
    const measures = await row.run(context(row, { ...options, root, work, results, terminal, memory }));
    const result = describe(row, measures, options, memory.seconds);
    await storeJSON(join(results, `${row.row}.json`), result);
    await rm(work, { recursive: true, force: true });
    return result;
  } catch (error) {
    await memory.save();
    throw error;
  } finally {
    terminal.clear();
    if (options.quick) await rm(root, { recursive: true });
  }
}

interface Places {
  root: string;
  work: string;
  results: string;
  terminal: Terminal;
  memory: Memory;
}

function commandOf(row: Row, { seed, quick }: RunOptions): string {
  return `npm run reproduce -- ${row.row} --seed ${seed} --engine ${engine().name}${quick ? ' --quick' : ''}`;
}

function context(row: Row, options: RunOptions & Places): Context {
  const { seed, quick, root, work, results, terminal, memory } = options;
  const file = (name: string, extension: string) => join(results, `${row.row}-${name}.${extension}`);
  const started = new Map<string, number>();
  return {
    seed,
    quick,
    checkpoint: (name) => join(work, `${name}.safetensors`),
    report: (label, steps) => (p) => {
      terminal.draw(`${row.row} ${label}`, p.step, steps ?? p.steps, p.secondsElapsed);
    },
    progress(label, done, of) {
      if (!started.has(label)) started.set(label, performance.now());
      terminal.draw(`${row.row} ${label}`, done, of, (performance.now() - started.get(label)!) / 1000);
    },
    once: (name, f) => memory.once(name, f),
    say: (line) => {
      terminal.say(line);
    },
    async picture(name, picture) {
      if ('png' in picture) return store(file(name, 'png'), picture.png);
      await mkdir(results, { recursive: true });
      saveFigure(file(name, 'svg'), picture);
    },
    table: (name, columns) => store(file(name, 'csv'), csv(columns)),
    weights: (path, net) => storeWeights(root, path, net, commandOf(row, options)),
  };
}

function describe(row: Row, measures: Measures, options: RunOptions, seconds: number): Result {
  const { name, description } = engine();
  const rounded = Object.entries(measures).map(([measure, value]) => [measure, Number(value.toPrecision(6))]);
  return {
    row: row.row,
    title: row.title,
    bar: inWords(row.bars),
    ...(row.stretch && { stretch: inWords(row.stretch) }),
    ...(row.paper && { paper: row.paper }),
    measures: Object.fromEntries(rounded) as Measures,
    pass: kept(row.bars, measures) ? 'passed' : 'missed',
    seed: options.seed,
    engine: name,
    description,
    cores: availableParallelism(),
    minutes: Number((seconds / 60).toFixed(1)),
    date: new Date().toISOString().slice(0, 10),
    command: commandOf(row, options),
  };
}
