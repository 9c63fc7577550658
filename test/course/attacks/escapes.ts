import type { WallName } from 'saddlepoint-course/dist/course/grade/result';

/** An attack that looks for a way out: an expression that gives something where it found one, and throws where not. */
export interface Escape {
  name: string;
  expression: (places: Places) => string;
  /** where it is no harm: what a wall gives instead of refusing */
  harmless?: Partial<Record<WallName, string>>;
}

/** Where in this machine the tests have laid bait. */
export interface Places {
  root: string;
  home: string;
  /** a file that nobody may read, and one that nobody may write */
  secret: string;
  target: string;
  port: number;
  pid: number;
}

const read = (file: string): string => `require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8').length`;
const promise = (body: string): string => `new Promise((ok, no) => { ${body} })`;

export const escapes: Escape[] = [
  { name: 'read a master', expression: ({ root }) => read(`${root}/solutions/04-em.ipynb`) },
  { name: 'read a spec', expression: ({ root }) => read(`${root}/course/dist/test/exercises/04-em.spec.js`) },
  {
    name: "read a spec through npm's link",
    expression: ({ root }) => read(`${root}/node_modules/saddlepoint-course/dist/test/exercises/04-em.spec.js`),
  },
  { name: 'load a spec', expression: ({ root }) => `require('${root}/course/dist/test/exercises/04-em.spec.js')` },
  { name: 'read another submission', expression: ({ secret }) => read(secret) },
  {
    name: 'read it by way of ..',
    expression: ({ root, secret }) => read(`${root}/lib/dist/../../../../../../../..${secret}`),
  },
  { name: 'list the home folder', expression: ({ home }) => `require('node:fs').readdirSync('${home}')` },
  { name: 'read /etc/passwd', expression: () => read('/etc/passwd') },
  {
    name: 'a symbolic link to a secret, then read it',
    expression: ({ secret }) =>
      `(require('node:fs').symlinkSync('${secret}', '/tmp/attack-link'), ${read('/tmp/attack-link')})`,
  },
  {
    name: "the grader's environment",
    expression: () =>
      `(() => { const s = process.env['SADDLEPOINT_SECRET'] ?? require('node:fs').readFileSync('/proc/' + process.ppid + '/environ', 'utf8'); if (!s.includes('attack-secret')) throw new Error('not there'); return s; })()`,
  },
  {
    name: 'write outside',
    expression: ({ target }) => `require('node:fs').writeFileSync('${target}', 'attack')`,
  },
  {
    name: "write over the grader's own code",
    expression: ({ root }) => `require('node:fs').writeFileSync('${root}/lib/dist/index.js', '')`,
  },
  {
    name: 'fill the disk with 1 GB',
    expression: () =>
      `(() => { const fs = require('node:fs'); const f = fs.openSync('/tmp/attack-fill', 'w'); for (let i = 0; i < 1000; i++) fs.writeSync(f, Buffer.alloc(1e6)); return 'filled'; })()`,
  },
  {
    name: 'TCP',
    expression: ({ port }) =>
      promise(`require('node:net').connect(${port}, '127.0.0.1').on('connect', ok).on('error', no);`),
  },
  {
    name: 'HTTP',
    expression: ({ port }) => promise(`require('node:http').get('http://127.0.0.1:${port}', ok).on('error', no);`),
  },
  { name: 'fetch', expression: ({ port }) => `fetch('http://127.0.0.1:${port}')` },
  {
    name: 'UDP',
    expression: ({ port }) =>
      promise(
        `const s = require('node:dgram').createSocket('udp4'); s.on('error', no).connect(${port}, '127.0.0.1', (e) => e ? no(e) : s.send('x', (f) => f ? no(f) : setTimeout(no, 300, new Error('nobody heard it'))));`,
      ),
  },
  {
    name: 'DNS',
    expression: () => promise(`require('node:dns').resolve4('example.org', (e, a) => e ? no(e) : ok(a));`),
  },
  {
    name: 'a raw socket of Node itself',
    expression: ({ port }) =>
      `(() => { const { TCP } = process.binding('tcp_wrap'); const { TCPConnectWrap } = process.binding('tcp_wrap'); const t = new TCP(0); return ${promise(`const r = new TCPConnectWrap(); r.oncomplete = (e) => e ? no(new Error('refused')) : ok('connected'); const e = t.connect(r, '127.0.0.1', ${port}); if (e) no(new Error('refused'));`)}; })()`,
  },
  {
    name: 'the debugger opens a port',
    expression: ({ port }) =>
      `(require('node:inspector').open(${port} + 1), require('node:inspector').url() ?? (() => { throw new Error('no') })())`,
    harmless: { bubblewrap: 'a port in a network of its own' },
  },
  { name: 'kill the grader', expression: ({ pid }) => `process.kill(${pid}, 'SIGKILL')` },
  {
    name: 'run a program',
    expression: () => `require('node:child_process').execSync('id').toString()`,
    harmless: { bubblewrap: 'runs inside the wall' },
  },
  {
    name: 'load native code',
    // A file that is no module is refused in the end; what counts is that nobody tries.
    expression: () =>
      `(() => { try { process.dlopen({ exports: {} }, process.execPath); return 'loaded'; } catch (e) { if (e.code === 'ERR_DLOPEN_DISABLED' || e.message.startsWith('This is closed')) throw e; return e.message; } })()`,
  },
];
