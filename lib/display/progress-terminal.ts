import type { Progress } from '../training';
import { duration, stepTime } from './duration';
import { summary } from './progress-notebook';
import { attended } from './terminal';

/** A log that nobody watches gets a line no more often than this. */
const SECONDS_BETWEEN_LINES = 30;

/** Draws a training as one line of the terminal; into a file or a pipe, as a line now and then. */
export function terminalReport(title: string): (p: Progress) => void {
  let next = 0;
  return (p) => {
    const line = p.done ? `${title}: ${summary(p)}` : `${title} ${bar(p)}, ${standing(p)}`;
    const width = process.stdout.columns;
    if (attended()) process.stdout.write(`\r${line.slice(0, width - 1).padEnd(width - 1)}${p.done ? '\n' : ''}`);
    else if (p.done || p.secondsElapsed >= next) {
      process.stdout.write(`${line}\n`);
      next = p.secondsElapsed + SECONDS_BETWEEN_LINES;
    }
  };
}

function bar({ step, steps }: Progress): string {
  const full = Math.floor((20 * step) / steps);
  return `[${'='.repeat(full)}${'.'.repeat(20 - full)}] ${Math.floor((100 * step) / steps)} %`;
}

function standing(p: Progress): string {
  const losses = Object.entries(p.history).map(([name, y]) => `${name} ${y[y.length - 1]?.toPrecision(4) ?? ''}`);
  const times = `${duration(p.secondsLeft)} left, ${stepTime(p.secondsElapsed / p.step)} a step`;
  return [`epoch ${p.epoch}/${p.epochs}`, times, ...losses].join(', ');
}
