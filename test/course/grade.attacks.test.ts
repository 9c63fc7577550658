import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { ready, randomState } from 'saddlepoint';
import type { Call } from 'saddlepoint-course/dist/course/grade/child/messages';
import { grade } from 'saddlepoint-course/dist/course/grade/grade';
import type { NotebookGrade, WallName } from 'saddlepoint-course/dist/course/grade/result';
import { chooseWall, WALLS } from 'saddlepoint-course/dist/course/grade/wall/choose';
import { Ward } from 'saddlepoint-course/dist/course/grade/ward';
import { formatNotebook } from 'saddlepoint-course/dist/course/release/store';
import { solution } from 'saddlepoint-course/dist/course/release/units';
import { answers, crashes, forgeries } from './attacks/crashes';
import { escapes, type Places } from './attacks/escapes';
import { assignment, notebookWith } from './attacks/exercise';
import { Table } from './attacks/table';

const LIMITS = { memory: 1e9, cpu: 60 };
const ROOT = resolve(__dirname, '..', '..');

for (const wall of Object.keys(WALLS) as WallName[]) {
  describe(`attacks behind ${wall}`, function () {
    this.timeout(120_000);
    const table = new Table(wall);
    const folder = mkdtempSync(join(tmpdir(), 'saddlepoint-attacks-'));
    before(async function () {
      await ready();
      const standing = await chooseWall(LIMITS, wall).catch((e: unknown) => (e as Error).message);
      if (typeof standing === 'string') {
        console.log(`      skipped: ${standing}`);
        this.skip();
      }
    });
    after(() => {
      rmSync(folder, { recursive: true, force: true });
      table.isInStep();
    });

    const attempt = (cell: string, callLimit: number): Promise<NotebookGrade> => {
      const file = join(folder, 'attack.ipynb');
      writeFileSync(file, formatNotebook(notebookWith(cell)));
      const startWard = (): Promise<Ward> => Ward.start(WALLS[wall], undefined, LIMITS);
      const compiler = { check: () => new Map<string, string[]>() };
      const limits = { callLimit, timeLimit: 100, late: { kind: 'none' } as const };
      const stage = (): Promise<void> => Promise.resolve();
      return grade({ student: 'eve', notebook: '99-attacks', file }, assignment, {
        compiler,
        wall,
        startWard,
        stage,
        ...limits,
      });
    };

    for (const { name, cell, outcome, points = 0, beside = 1, seconds = 30 } of [
      ...crashes,
      ...answers,
      ...forgeries,
    ]) {
      it(name, async () => {
        const g = await attempt(cell, seconds);
        const [attacked, honest] = g.exercises;
        expect(attacked!.status, attacked!.reason).to.match(
          outcome instanceof RegExp ? outcome : new RegExp(`^${outcome}$`),
        );
        expect(attacked!.points).to.equal(points);
        if (!Number.isNaN(beside)) expect(honest!.points, 'the honest cell beside it').to.equal(beside);
        await allGone();
        const next = Number.isNaN(beside) ? 'the next cell shares the process' : `the next cell ${honest!.points} of 1`;
        table.row(name, `${attacked!.points} of 2 points; ${next}`);
      });
    }

    describe('ways out', () => {
      let server: Server;
      let ward: Ward;
      let places: Places;
      let heard = 0;
      const udp = createSocket('udp4', () => heard++);
      before(async () => {
        process.env['SADDLEPOINT_SECRET'] = 'attack-secret';
        server = createServer(() => heard++).listen(0, '127.0.0.1');
        await new Promise((done) => server.once('listening', done));
        const secret = join(folder, 'bob.ipynb');
        writeFileSync(secret, 'the answers');
        const target = join(folder, 'written');
        const { port } = server.address() as AddressInfo;
        await new Promise<void>((done) => udp.bind(port, '127.0.0.1', done));
        places = { root: ROOT, home: homedir(), secret, target, port, pid: process.pid };
        ward = await Ward.start(WALLS[wall], undefined, LIMITS);
      });
      after(() => {
        udp.close();
        delete process.env['SADDLEPOINT_SECRET'];
        ward.kill();
        server.close();
      });

      for (const { name, expression, harmless = {} } of escapes) {
        it(name, async () => {
          const source = `async function way() { try { return { found: String(await ${expression(places)}) }; } catch (e: any) { return { stopped: String(e?.message ?? e) }; } }`;
          const { code } = solution('way', source);
          await ward.ask({ do: 'load', code, exercise: name }, 10);
          const call: Call = {
            do: 'call',
            exercise: name,
            name: 'way',
            gradient: false,
            args: [],
            random: randomState(),
          };
          const got = (await ward.ask(call, 20)) as { found?: string; stopped?: string };
          if (harmless[wall] === undefined) expect(got.found, 'what it found').to.equal(undefined);
          expect(heard, 'connections').to.equal(0);
          expect(existsSync(places.target)).to.equal(false);
          table.row(name, harmless[wall] ?? 'stopped');
        });
      }
    });
  });
}

/** Waits until the kernel has done away with what was killed. @throws where something lives on */
async function allGone(): Promise<void> {
  const until = Date.now() + 20_000;
  while (left().length > 0 && Date.now() < until) await new Promise((done) => setTimeout(done, 100));
  expect(left(), 'processes left behind').to.deep.equal([]);
}

/** Processes that an attack has started and nobody has ended. */
function left(): string[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  const commands = readdirSync('/proc')
    .filter((n) => /^\d+$/.test(n))
    .map((n) => {
      try {
        return readFileSync(`/proc/${n}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
  return commands.filter((c) => c.includes('attack-marker'));
}
