import { expect } from 'chai';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { forward, loadWeights, ready, saveWeights, tf } from 'saddlepoint';
import { rejection } from './rejection';

const network = (units = 3) =>
  tf.sequential({
    name: 'net',
    layers: [
      tf.layers.dense({ units, inputShape: [2] }),
      tf.layers.batchNormalization(),
      tf.layers.dense({ units: 1, useBias: false }),
    ],
  });
const bits = (net: tf.LayersModel) => net.getWeights().map((w) => [...w.dataSync()]);

describe('saveWeights and loadWeights', () => {
  let folder: string;
  let file: string;
  before(() => ready());
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'saddlepoint-'));
    file = path.join(folder, 'net.safetensors');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('give the same bits back, running averages included, and the metadata', async () => {
    const [saved, loaded] = [network(), network()];
    forward(saved, tf.randomNormal([9, 2]), { training: true });
    await saveWeights(saved, file, { model: 'test', seed: '1' });
    expect(await loadWeights(loaded, file)).to.deep.equal({ model: 'test', seed: '1' });
    expect(bits(loaded)).to.deep.equal(bits(saved));
  });

  it('write the safetensors format: length, JSON header, numbers without gaps', async () => {
    const net = network();
    await saveWeights(net, file);
    const bytes = await readFile(file);
    const length = Number(bytes.readBigUInt64LE());
    expect(length % 8).to.equal(0);
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + length)) as Record<string, object>;
    expect(header).to.deep.equal({
      __metadata__: {},
      '0.kernel': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
      '0.bias': { dtype: 'F32', shape: [3], data_offsets: [24, 36] },
      '1.gamma': { dtype: 'F32', shape: [3], data_offsets: [36, 48] },
      '1.beta': { dtype: 'F32', shape: [3], data_offsets: [48, 60] },
      '1.moving_mean': { dtype: 'F32', shape: [3], data_offsets: [60, 72] },
      '1.moving_variance': { dtype: 'F32', shape: [3], data_offsets: [72, 84] },
      '2.kernel': { dtype: 'F32', shape: [3, 1], data_offsets: [84, 96] },
    });
    expect(bytes.length).to.equal(8 + length + 96);
    expect(bytes.readFloatLE(8 + length)).to.equal(net.getWeights()[0]!.dataSync()[0]);
  });

  it('name the first tensor that differs, and change nothing', async () => {
    await saveWeights(network(4), file);
    const net = network(3);
    const before = bits(net);
    const message = await rejection(loadWeights(net, file));
    expect(message).to.equal(
      `'${file}' is of another architecture: '0.kernel' is [2,4] there, but [2,3] in this model.`,
    );
    expect(bits(net)).to.deep.equal(before);
  });

  it('name a tensor that only one of them has', async () => {
    const one = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    const two = tf.sequential({ layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [2] })] });
    await saveWeights(one, file);
    expect(await rejection(loadWeights(two, file))).to.include("'0.bias' is [1] there, but absent in this model");
    await saveWeights(two, file);
    expect(await rejection(loadWeights(one, file))).to.include("'0.bias' is absent there, but [1] in this model");
  });

  it('say of every cut that the file is cut off, and never load it', async () => {
    await saveWeights(network(), file);
    const { size } = await stat(file);
    for (const length of [size - 1, size - 50, 300, 8, 7, 0]) {
      await truncate(file, length);
      expect(await rejection(loadWeights(network(), file)), `${length}`).to.match(
        /Could not read .*: it is (cut off|not)/,
      );
    }
  });

  it('say of another file that it is none of theirs', async () => {
    for (const content of [
      'PK\u0003\u0004 a zip file, for example',
      '<html><body>404</body></html>',
      '{"weights": []}',
    ]) {
      await writeFile(file, content);
      expect(await rejection(loadWeights(network(), file))).to.include('not a safetensors file');
    }
    const header = '{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}';
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    await writeFile(file, Buffer.concat([length, Buffer.from(header), Buffer.alloc(4)]));
    expect(await rejection(loadWeights(network(), file))).to.include("tensor 'a' has type BF16, not F32 or I32");
  });

  it('say when there is no file', async () => {
    expect(await rejection(loadWeights(network(), file))).to.include(`Could not read '${file}': ENOENT`);
  });

  it('make the folder, and leave nothing else in it', async () => {
    const deep = path.join(folder, 'a', 'b', 'net.safetensors');
    await saveWeights(network(), deep);
    expect(await readdir(path.dirname(deep))).to.deep.equal(['net.safetensors']);
  });
});
