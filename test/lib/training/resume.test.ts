import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { adam, fit, ready, seed } from 'saddlepoint';
import { rejection } from './rejection';
import { circle, numbers, TinyGAN } from './tiny-gan';

interface Shot {
  signal: 'SIGKILL' | 'SIGINT';
  /** milliseconds after the training's first step */
  after: number;
}

/** Runs the training of resume.child.ts in a process of its own, and gives what it printed. */
function train(checkpoint: string[], shot?: Shot): Promise<string> {
  const child = spawn(process.execPath, ['-r', 'tsx/cjs', path.join(__dirname, 'resume.child.ts'), ...checkpoint]);
  let output = '';
  let waiting = shot !== undefined;
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    if (!waiting || !output.includes('at step')) return;
    waiting = false;
    setTimeout(() => child.kill(shot!.signal), shot!.after);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) => {
    child.on('close', () => {
      resolve(output);
    });
  });
}
const hashOf = (output: string) => /300 steps, sha256 (\w{64})/.exec(output)?.[1];
/** 0 when there was no checkpoint to go on from */
const resumedAt = (output: string) => Number(/goes on after step (\d+) of 300/.exec(output)?.[1] ?? 0);

describe('fit, resumed', () => {
  let folder: string;
  let checkpoint: string;
  let uninterrupted: Promise<string>;
  before(async () => {
    uninterrupted = train([]);
    await ready();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'saddlepoint-'));
    checkpoint = path.join(folder, 'gan.safetensors');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('after kill -9 at random moments ends with the bits of a training that was never interrupted', async function () {
    this.timeout(180_000);
    const resumed: number[] = [];
    let output = await train([checkpoint], { signal: 'SIGKILL', after: 200 * Math.random() });
    for (let kills = 1; hashOf(output) === undefined; kills++) {
      const shot: Shot = { signal: 'SIGKILL', after: 5 + 200 * Math.random() };
      output = await train([checkpoint], kills < 4 ? shot : undefined);
      resumed.push(resumedAt(output));
    }
    expect(hashOf(output)).to.equal(hashOf(await uninterrupted));
    expect(resumed.at(-1), 'a kill came before the end').to.be.greaterThan(0);
    resumed.slice(1).forEach((step, i) => expect(step).to.be.at.least(resumed[i]!));
  });

  it('after Ctrl+C too; it says how to go on', async function () {
    this.timeout(60_000);
    const stopped = await train([checkpoint], { signal: 'SIGINT', after: 50 });
    const step = Number(/fit: stopped after step (\d+) of 300/.exec(stopped)?.[1]);
    expect(stopped).to.include(`Saved in '${checkpoint}': call fit again with the same arguments`);
    const output = await train([checkpoint]);
    expect(resumedAt(output)).to.equal(step);
    expect(hashOf(output)).to.equal(hashOf(await uninterrupted));
  });

  describe('in one process', () => {
    const train = (model: TinyGAN, options: object, data = circle(40)) => {
      seed(3); // not the training's: that one is in the checkpoint
      return fit(model, data, { epochs: 2, batchSize: 8, seed: 5, checkpoint, ...options });
    };

    it('adds epochs to a training that is done: the same as all of them at once', async () => {
      const whole = seeded();
      await fit(whole, circle(40), { epochs: 4, batchSize: 8, seed: 5 });
      await train(seeded(), { epochs: 1 });
      const model = new TinyGAN();
      const result = await train(model, { epochs: 4 });
      expect(result).to.include({ epochs: 4, steps: 20 });
      expect(result.at).to.include.members([5, 20]);
      expect(await numbers(model)).to.deep.equal(await numbers(whole));
    });

    it('has nothing to do when all is done', async () => {
      await train(seeded(), {});
      const model = new TinyGAN();
      const result = await train(model, {});
      expect(result).to.include({ epochs: 2, steps: 10, interrupted: false });
      expect(model.parts.optD.iterations).to.equal(10);
    });

    it('refuses the checkpoint of another training: says what differs, and leaves the model alone', async () => {
      await train(seeded(), {});
      const refused = async (options: object, model = new TinyGAN(), data = circle(40)) => {
        const before = await numbers(model);
        const message = await rejection(train(model, options, data));
        expect(await numbers(model)).to.deep.equal(before);
        expect(message).to.match(/^The checkpoint '.*' is of another training: /);
        return message.replace(/^.*training: |\. Give this.*$/g, '');
      };
      expect(await refused({ batchSize: 4 })).to.equal('batchSize was 8, now it is 4');
      expect(await refused({ seed: 6 })).to.equal('seed was 5, now it is 6');
      expect(await refused({}, new TinyGAN(), circle(48))).to.equal('examples was 40, now it is 48');
      expect(await refused({}, new TinyGAN(), circle(40, 'ring'))).to.equal('dataset was "circle", now it is "ring"');
      const hinge = new TinyGAN(8, { loss: 'hinge' });
      expect(await refused({}, hinge)).to.equal('loss was "nonSaturating", now it is "hinge"');
      const fast = new TinyGAN();
      Object.assign(fast.parts, { optD: adam({ learningRate: 0.1, beta1: 0.5 }) });
      expect(await refused({}, fast)).to.equal('optD.learningRate was 0.01, now it is 0.1');
    });

    it('refuses the checkpoint of another architecture, and fewer epochs than it holds', async () => {
      await train(seeded(), {});
      expect(await rejection(train(new TinyGAN(16), {}))).to.include("'G.0.kernel' is [2,8] there, but [2,16]");
      const fewer = await rejection(train(new TinyGAN(), { epochs: 1 }));
      expect(fewer).to.equal(`fit: '${checkpoint}' holds 10 steps, more than the 5 asked for: raise epochs.`);
    });
  });
});

function seeded(): TinyGAN {
  seed(1);
  return new TinyGAN();
}
