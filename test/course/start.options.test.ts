import { expect } from 'chai';
import { Linter } from 'eslint';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { failure, load, node, removeFolders, ROOT, temporaryFolder, write } from './start.clone';

interface Options {
  parseOptions: (args: string[]) => object;
  HELP: string;
}
interface Port {
  choosePort: (wanted: number | null) => Promise<number>;
}

const script = (name: string) => join(ROOT, 'course', 'start', `${name}.mjs`);
const start = (...args: string[]) => node([script('start'), ...args], { cwd: ROOT });

/** Something that listens on a port of this machine while `work` runs. */
async function occupied(work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

describe('npm start: its options', () => {
  after(removeFolders);

  it('are browser, the first free port and the best engine by default', async () => {
    const { parseOptions } = await load<Options>('options');
    expect(parseOptions([])).to.deep.equal({ browser: true, port: null, engine: null, check: false, help: false });
  });

  it('may be written with a space or with =', async () => {
    const { parseOptions } = await load<Options>('options');
    const expected = { browser: false, port: 8899, engine: 'wasm', check: true, help: false };
    expect(parseOptions(['--no-browser', '--port', '8899', '--engine=wasm', '--check'])).to.deep.equal(expected);
    expect(parseOptions(['--port=8899', '--engine', 'wasm', '--check', '--no-browser'])).to.deep.equal(expected);
  });

  const wrong: [string[], string][] = [
    [['--brwser'], "There is no option '--brwser'."],
    [['notebook.ipynb'], "There is no option 'notebook.ipynb'."],
    [['--port', '70000'], "--port needs a whole number from 1 to 65535, but got '70000'."],
    [['--port'], "--port needs a whole number from 1 to 65535, but got ''."],
    [['--engine', 'tpu'], "There is no engine 'tpu'; the engines are auto, gpu, node, wasm, webgpu."],
  ];
  for (const [args, message] of wrong) {
    it(`says what is wrong with ${args.join(' ')}, and ends with 2`, async () => {
      const { code, output } = await start(...args);
      expect(output.trim()).to.equal(`${message}\nRemedy: npm start -- --help lists the options.`);
      expect(code).to.equal(2);
    });
  }

  it('--help names every one of them and does nothing', async () => {
    const { code, output } = await start('--help');
    for (const option of ['--no-browser', '--port', '--engine', '--check', '--help']) expect(output).to.include(option);
    expect(output).not.to.include('[1/');
    expect(code).to.equal(0);
  });
});

describe('npm start: the port', () => {
  it('that is taken is told with a free one, before any set-up', async () => {
    await occupied(async (port) => {
      const { code, output } = await start('--port', String(port));
      expect(output).to.include(`Port ${port} is taken`).and.not.include('[1/');
      const proposed = Number(/Remedy: npm start -- --port (\d+)/.exec(output)?.[1]);
      const { choosePort } = await load<Port>('port');
      expect(await choosePort(proposed))
        .to.equal(proposed)
        .and.not.equal(port);
      expect(code).to.equal(1);
    });
  });

  it('is free when nobody asked for one', async () => {
    const { choosePort } = await load<Port>('port');
    const port = await choosePort(null);
    await new Promise<void>((done, fail) => {
      const server = createServer().on('error', fail);
      server.listen(port, '127.0.0.1', () => {
        server.close();
        done();
      });
    });
  });

  it('that is taken is a Failure with exit code 1', async () => {
    const { choosePort } = await load<Port>('port');
    await occupied(async (port) => {
      expect((await failure(choosePort(port))).exitCode).to.equal(1);
    });
  });
});

describe('an old Node', () => {
  after(removeFolders);
  const entries = ['start', 'test', 'doctor'];

  for (const entry of entries) {
    it(`is refused by npm ${entry} with a remedy`, async () => {
      const folder = temporaryFolder();
      write(folder, { 'old.cjs': "Object.defineProperty(process.versions, 'node', { value: '18.20.8' });" });
      const { code, output } = await node(['-r', join(folder, 'old.cjs'), script(entry)], { cwd: ROOT });
      expect(output).to.match(/^This is Node 18\.20\.8, and Saddlepoint needs Node 20 or newer\.\nRemedy: install it/);
      expect(code).to.equal(1);
    });
  }

  it('can parse what it reads before it is refused (ECMAScript 2020)', () => {
    for (const name of [...entries, 'node-version']) {
      const text = readFileSync(script(name), 'utf8');
      const config = { languageOptions: { ecmaVersion: 2020, sourceType: 'module' } } as const;
      expect(new Linter().verify(text, config)).to.deep.equal([]);
    }
  });
});
