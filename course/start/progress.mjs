// @ts-check

/**
 * Says what a step is doing. On a terminal the line is repainted, with `detail` asked for each time; in a log each
 * activity is one line.
 *
 * @callback Tell
 * @param {string} activity
 * @param {() => string} [detail]
 * @returns {void}
 */

/** @typedef {{ tell: Tell, note: (line: string) => void }} Voice */

const REPAINT_MS = 250;

/** @param {number} begin from performance.now() */
export const seconds = (begin) => `${((performance.now() - begin) / 1000).toFixed(1)} s`;

/**
 * Numbered steps, each with a line, its progress and its time.
 *
 * @param {number} total
 * @param {NodeJS.WriteStream} [out]
 */
export function progress(total, out = process.stdout) {
  let done = 0;
  /**
   * @param {string} name
   * @param {(voice: Voice) => Promise<string>} work gives the words that stand behind the finished step
   */
  return async function step(name, work) {
    const label = `[${++done}/${total}] ${name.padEnd(8)} `;
    const begin = performance.now();
    const clear = out.isTTY ? '\r\x1b[2K' : '';
    let now = () => '';
    const paint = () => out.write(clear + `${label}${now()} ${seconds(begin)}`.slice(0, (out.columns || 80) - 1));
    const timer = out.isTTY ? setInterval(paint, REPAINT_MS) : undefined;
    /** @type {Voice} */
    const voice = {
      tell(activity, detail = () => '') {
        now = () => `${activity} ${detail()}`;
        if (!out.isTTY) out.write(`${label}${activity} ...\n`);
      },
      note: (line) => out.write(`${clear}${' '.repeat(label.length)}${line}\n`),
    };
    try {
      const summary = await work(voice);
      out.write(`${clear}${label}${summary}  (${seconds(begin)})\n`);
    } catch (error) {
      out.write(`${clear}${label}failed  (${seconds(begin)})\n`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  };
}
