const WIDTH = 30;
/** Where nobody watches (a file, a pipe), a line now and then takes the place of the bar. */
const SECONDS_BETWEEN_LINES = 60;

/** 75 -> "1:15", 3700 -> "1:01:40" */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** A bar with the time left at the foot of the terminal, and lines above it. */
export class Terminal {
  private bar = '';
  private lastLine = -Infinity;

  constructor(private readonly out: NodeJS.WriteStream = process.stderr) {}

  /** @param elapsed seconds that it took to come from 0 to `done` */
  draw(label: string, done: number, of: number, elapsed: number): void {
    const share = Math.min(1, done / of);
    const full = Math.round(WIDTH * share);
    const left = done > 0 ? `${clock((elapsed / done) * (of - done))} left` : '';
    const text = `${label} [${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${Math.floor(100 * share)} % ${left}`;
    if (this.out.isTTY) this.replace(text);
    else if (performance.now() / 1000 - this.lastLine > SECONDS_BETWEEN_LINES) {
      this.lastLine = performance.now() / 1000;
      this.out.write(`${text}\n`);
    }
  }

  say(line: string): void {
    const { bar } = this;
    this.clear();
    this.out.write(`${line}\n`);
    if (this.out.isTTY) this.replace(bar);
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.out.isTTY) this.replace('');
  }

  private replace(text: string): void {
    this.out.write(`\r${text}${' '.repeat(Math.max(0, this.bar.length - text.length))}\r${text}`);
    this.bar = text;
  }
}
