import type { Bar, Measures } from './row';

/** "MNIST score >= 9, minutes of training <= 30" */
export const inWords = (bars: readonly Bar[]): string =>
  bars.map((bar) => `${bar.measure} ${'atLeast' in bar ? `>= ${bar.atLeast}` : `<= ${bar.atMost}`}`).join(', ');

/**
 * Whether the measures keep every bar.
 * @throws Error when a bar is on something that was not measured
 */
export function kept(bars: readonly Bar[], measures: Measures): boolean {
  return bars.every((bar) => {
    const value = measures[bar.measure];
    if (value === undefined) {
      throw new Error(
        `"${bar.measure}" has a bar but was not measured; measured: ${Object.keys(measures).join(', ')}.`,
      );
    }
    return 'atLeast' in bar ? value >= bar.atLeast : value <= bar.atMost;
  });
}
