/** Seconds as people say them: 42 s, 3 min 20 s, 1 h 05 min. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown';
  const s = Math.max(0, Math.round(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${two(s % 60)} s`;
  return `${Math.floor(s / 3600)} h ${two(Math.floor(s / 60) % 60)} min`;
}

/** The time of one step: 0.12 ms, 124 ms, 2.3 s. */
export function stepTime(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown';
  if (seconds >= 1) return `${seconds.toPrecision(2)} s`;
  const ms = seconds * 1000;
  return `${ms >= 10 ? Math.round(ms) : Number(ms.toPrecision(2))} ms`;
}

export const whole = (n: number): string => n.toLocaleString('en-US');
