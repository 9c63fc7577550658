import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { loadCheckpoint, ready, saveCheckpoint, saveWeights, tf } from 'saddlepoint';
import { rejection } from './rejection';
import { circle, numbers, TinyGAN } from './tiny-gan';

const run = promisify(execFile);

function trained(steps: number, model = new TinyGAN()): TinyGAN {
  for (const batch of circle(8 * steps).batches(8)) tf.dispose([batch, model.step(batch)]);
  return model;
}

describe('saveCheckpoint and loadCheckpoint', () => {
  let folder: string;
  let file: string;
  before(() => ready());
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'saddlepoint-'));
    file = path.join(folder, 'gan.safetensors');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('give every weight, running average and optimizer slot back, and the state', async () => {
    const saved = trained(5);
    const state = { step: 5, history: [0.5, 1e-300], name: 'naïve' };
    await saveCheckpoint(saved, file, state);
    const loaded = trained(2); // has slots of its own, which must go
    expect(await loadCheckpoint(loaded, file)).to.deep.equal(state);
    expect(await numbers(loaded)).to.deep.equal(await numbers(saved));
    expect(loaded.parts.optD.iterations).to.equal(5);
    const fresh = new TinyGAN();
    await loadCheckpoint(fresh, file);
    expect(await numbers(fresh)).to.deep.equal(await numbers(saved));
  });

  it('leak nothing', async () => {
    const [saved, loaded] = [trained(2), trained(2)];
    loaded.parts.optG.dispose(); // tfjs's own optimizers do not free the slots that setWeights replaces
    const before = tf.memory().numTensors;
    await saveCheckpoint(saved, file);
    expect(tf.memory().numTensors).to.equal(before);
    await loadCheckpoint(loaded, file);
    expect(tf.memory().numTensors).to.equal(before + loaded.parts.G.trainableWeights.length);
  });

  it('refuse a model of another architecture, before they change anything', async () => {
    await saveCheckpoint(trained(2, new TinyGAN(16)), file);
    const model = trained(2);
    const before = await numbers(model);
    expect(await rejection(loadCheckpoint(model, file))).to.include(
      "'G.0.kernel' is [2,16] there, but [2,8] in this model",
    );
    expect(await numbers(model)).to.deep.equal(before);
  });

  it('refuse a model with an optimizer that the file does not know', async () => {
    const model = trained(2);
    const { optD, ...parts } = model.parts;
    await saveCheckpoint({ parts }, file);
    expect(await rejection(loadCheckpoint(model, file))).to.include("no state of this model's optimizer 'optD'");
    await saveCheckpoint(model, file);
    expect(await rejection(loadCheckpoint({ parts }, file))).to.include("'optD.0.iter' is [] there, but absent");
    optD.dispose();
  });

  it('tell a file of weights alone', async () => {
    await saveWeights(trained(1).parts.G, file);
    expect(await rejection(loadCheckpoint(new TinyGAN(), file))).to.include('weights alone are for loadWeights()');
  });

  it('keep the old file when the new one does not fit on the disk, and clean up', async function () {
    if (process.platform === 'win32') this.skip();
    await saveCheckpoint(trained(2), file, { old: true });
    const before = await readFile(file);
    // A limit on the size of files stands for the full disk: the write fails half-way in the same way.
    const child = path.join(__dirname, 'checkpoint.child.ts');
    const command = `ulimit -f 1; exec "${process.execPath}" -r tsx/cjs "${child}" "${file}"`;
    const { stdout } = await run('bash', ['-c', command]);
    expect(stdout).to.match(/Could not save '.*gan.safetensors' \(E.*\)\. A file saved there before is untouched\./);
    expect(await readFile(file)).to.deep.equal(before);
    expect(await readdir(folder)).to.deep.equal(['gan.safetensors']);
  });
});
