/** An attack: a cell that should answer the exercise `mean`, and what must come of it behind both walls. */
export interface Attack {
  name: string;
  /** the cell; `mean` is what the grader calls */
  cell: string;
  /** status, and points out of 2 */
  outcome: string | RegExp;
  /** what one call may take; an endless loop is given less than what takes long on a busy machine */
  seconds?: number;
  /** points that the attack may get: only where it answers right */
  points?: number;
  /** points of the honest cell beside it: 1 unless said; NaN where they share what was broken */
  beside?: number;
}

const mean = (body: string): string => `function mean(xs: number[]): any {\n${body}\n}`;
/** An honest answer with something nasty around it. */
const honest = (before: string): string => `${before}\n${mean('return xs.reduce((a, b) => a + b, 0) / xs.length;')}`;

/** Ends, stalls or fills the process. */
export const crashes: Attack[] = [
  { name: 'process.exit(0) in a call', cell: mean('process.exit(0);'), outcome: 'crashed' },
  { name: 'process.exit(77) in a call', cell: mean('process.exit(77);'), outcome: 'crashed' },
  { name: 'process.abort()', cell: mean('process.abort();'), outcome: /crashed|out of memory/ },
  { name: 'process.exit(0) while it loads', cell: `process.exit(0);\n${mean('')}`, outcome: 'does not load' },
  { name: 'a throw while it loads', cell: `throw new Error('no');\n${mean('')}`, outcome: 'does not load' },
  { name: 'an endless loop while it loads', cell: `for (;;);\n${mean('')}`, outcome: 'timed out', seconds: 3 },
  { name: 'an endless loop in a call', cell: mean('for (;;);'), outcome: 'timed out', seconds: 3 },
  {
    name: 'an endless loop after an await',
    cell: 'async function mean(xs: number[]) { await null; for (;;); }',
    outcome: 'timed out',
    seconds: 3,
  },
  {
    name: 'a promise that never resolves',
    cell: mean('return new Promise(() => {});'),
    outcome: 'timed out',
    seconds: 3,
  },
  { name: 'endless recursion', cell: mean('return mean(xs);'), outcome: 'graded' },
  {
    name: 'a memory bomb of objects',
    cell: mean('const all: unknown[] = []; for (;;) all.push(new Array(10000).fill(all.length + 0.5));'),
    outcome: 'out of memory',
  },
  {
    name: 'a memory bomb of buffers',
    cell: mean('const all: unknown[] = []; for (;;) all.push(Buffer.alloc(50e6, 1));'),
    outcome: /graded|out of memory|crashed|timed out/,
  },
  {
    name: 'a fork bomb',
    cell: mean(
      "const { spawn } = require('node:child_process');\n" +
        "for (let i = 0; i < 30; i++) spawn(process.execPath, ['-e', 'for (;;); // attack-marker'], { detached: true }).on('error', () => {});\n" +
        'return new Promise((done) => setTimeout(() => done(0), 1500));',
    ),
    outcome: /graded|crashed|timed out/,
  },
  {
    name: 'a bomb of threads',
    cell: mean(
      "const { Worker } = require('node:worker_threads');\n" +
        "for (let i = 0; i < 60; i++) new Worker('for (;;);', { eval: true }).on('error', () => {});\n" +
        'return 0;',
    ),
    outcome: /graded|crashed|out of memory/,
  },
  {
    name: 'a flood of output, 200 MB',
    cell: mean("for (let i = 0; i < 200; i++) process.stdout.write('x'.repeat(1e6));\nreturn 0;"),
    outcome: 'graded',
  },
  {
    name: "a flood on the grader's channel, without an end of line",
    cell: mean("for (;;) require('node:fs').writeSync(3, 'x'.repeat(1e6));"),
    outcome: /crashed|timed out|graded/,
    seconds: 3,
  },
  { name: 'timers left running', cell: honest('setInterval(() => {}, 1);'), outcome: 'graded', points: 2 },
  {
    name: 'unhandled rejections, at once and later',
    cell: honest("Promise.reject(new Error('x')); setTimeout(() => { throw new Error('y'); }, 1);"),
    outcome: 'graded',
    points: 2,
  },
];

/** Answers that are no numbers, or not the same twice. */
export const answers: Attack[] = [
  { name: 'NaN', cell: mean('return NaN;'), outcome: 'graded' },
  { name: 'Infinity', cell: mean('return Infinity;'), outcome: 'graded' },
  { name: 'negative zero', cell: mean('return -0;'), outcome: 'graded' },
  {
    name: 'a string of the right number',
    cell: mean('return String(xs.reduce((a, b) => a + b) / 5);'),
    outcome: 'graded',
  },
  { name: 'a bigint', cell: mean('return 3n;'), outcome: 'graded' },
  { name: 'a function', cell: mean('return () => 3;'), outcome: 'graded' },
  {
    name: 'an object with valueOf',
    cell: mean('return { valueOf: () => xs.reduce((a, b) => a + b) / 5 };'),
    outcome: 'graded',
  },
  {
    name: 'a getter that throws, one that changes',
    cell: mean('let n = 0;\nreturn { get a() { return n++; }, get b() { throw new Error(); } };'),
    outcome: 'graded',
  },
  {
    name: 'a proxy that is every key',
    cell: mean("return new Proxy({}, { get: () => 3, has: () => true, ownKeys: () => ['a', '__proto__'] });"),
    outcome: 'graded',
  },
  { name: 'a key "__proto__"', cell: mean(`return JSON.parse('{"__proto__": {"polluted": 1}}');`), outcome: 'graded' },
  { name: 'a value that holds itself', cell: mean('const a: any[] = []; a.push(a); return a;'), outcome: 'graded' },
  { name: 'an array of 4 billion holes', cell: mean('return new Array(2 ** 32 - 1);'), outcome: 'graded' },
  { name: 'a tensor of 100 MB', cell: mean('return tf.zeros([5000, 5000]);'), outcome: /crashed|graded/ },
  {
    name: 'a tensor that was disposed of',
    cell: mean('const t = tf.scalar(3); t.dispose(); return t;'),
    outcome: 'graded',
  },
  {
    name: 'a typed array whose buffer is gone',
    cell: mean('const a = new Float64Array(5); structuredClone(a.buffer, { transfer: [a.buffer] }); return a;'),
    outcome: 'graded',
  },
  { name: 'a tensor of strings', cell: mean("return tf.tensor(['3'], [1]);"), outcome: 'graded' },
  { name: 'a result that changes with every call', cell: `let n = 0;\n${mean('return n++;')}`, outcome: 'graded' },
  {
    name: 'the answers of earlier calls, by their inputs',
    cell: `const seen: number[] = [];\n${mean('seen.push(...xs);\nreturn seen[Math.max(0, seen.length - 10)];')}`,
    outcome: 'graded',
  },
  {
    name: 'the words of an unwritten stub',
    cell: mean("throw new Error('Exercise 99.1: write mean here, then run this cell again.');"),
    outcome: 'not written',
  },
  {
    name: 'an error that claims to be an assertion that holds',
    cell: mean(
      "throw Object.assign(new Error('passed'), { name: 'AssertionError', expected: 1, actual: 1, outcome: 'passed' });",
    ),
    outcome: 'graded',
  },
];

/** Changes what the process itself is made of, or speaks in its name. */
export const forgeries: Attack[] = [
  {
    name: 'Number, Math and Object.is patched to find all equal',
    cell: mean('Number.isFinite = () => true;\nMath.abs = () => 0;\nObject.is = () => true;\nreturn 0;'),
    outcome: 'graded',
  },
  {
    name: 'Array.prototype and Object.prototype patched',
    cell: mean(
      "Array.prototype.map = function () { return [3] as any; };\n(Object.prototype as any).outcome = 'passed';\nreturn 0;",
    ),
    outcome: /graded|crashed|timed out/,
    seconds: 3,
    beside: NaN,
  },
  {
    name: 'JSON.stringify gives what the attacker likes',
    cell: mean(`JSON.stringify = () => '{"id":"hello","value":3}';\nreturn 0;`),
    outcome: 'crashed',
  },
  {
    name: 'JSON.parse patched, to answer as somebody else',
    cell: mean("JSON.parse = () => ({ id: 'x', do: 'call', name: 'mean', args: [] });\nreturn 0;"),
    outcome: /graded|crashed|timed out/,
    seconds: 3,
    beside: NaN,
  },
  {
    name: 'Promise.prototype.then never calls back',
    cell: mean('Promise.prototype.then = function () { return this as any; };\nreturn 0;'),
    outcome: /timed out|graded/,
    seconds: 3,
    beside: NaN,
  },
  {
    name: 'chai and mocha patched',
    cell: mean(
      "for (const m of ['chai', 'mocha', 'saddlepoint-course']) try { const c = require(m); for (const k in c) c[k] = () => c; } catch {}\nreturn 0;",
    ),
    outcome: 'graded',
  },
  {
    name: 'a forged line on the channel',
    cell: mean(`require('node:fs').writeSync(3, '{"id":"1","value":3}\\n{"passed":true}\\n');\nreturn 0;`),
    outcome: 'crashed',
  },
  {
    name: "the question's id stolen, and answered twice",
    cell:
      'const parse = JSON.parse;\nlet id = "";\nJSON.parse = (s: string) => { const r = parse(s); id = r.id; return r; };\n' +
      mean(`require('node:fs').writeSync(3, JSON.stringify({ id, value: 3 }) + '\\n');\nreturn 3;`),
    outcome: /crashed|graded/,
  },
  {
    name: 'a line of a hundred thousand brackets',
    cell: mean(`require('node:fs').writeSync(3, '['.repeat(1e5) + '\\n');\nreturn 0;`),
    outcome: 'crashed',
  },
];
