import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { drawFace, faces, FacesNet, facesNet, FACE_TRAITS, ready, seed, SMILING, tf, variables } from 'saddlepoint';

const WEIGHTS = join(__dirname, '../../../lib/weights/faces-net.safetensors');

describe('FACES-Net', () => {
  before(() => ready());

  it('reads what faces show that it has never seen, to the bars of its row', async () => {
    const net = await facesNet();
    const set = faces({ size: 500, seed: 99 });
    const { x, attributes, traits } = set.tensors();
    const before = tf.memory().numTensors;
    const read = await net.read(x);
    expect(tf.memory().numTensors).to.equal(before);
    const right = (flag: (i: number) => boolean) => read.filter((_, i) => flag(i)).length / set.size;
    const at = (i: number) => [read[i]!, set.faces[i]!] as const;
    // the bars are 0.97, 0.99, 0.98; of 500 faces, three standard errors less
    const least = (bar: number) => bar - 3 * Math.sqrt((bar * (1 - bar)) / set.size);
    const smiling = right((i) => at(i)[0].smiling > 0.5 === at(i)[1].smile > SMILING);
    const glasses = right((i) => at(i)[0].glasses > 0.5 === at(i)[1].glasses);
    const woman = right((i) => at(i)[0].woman > 0.5 === at(i)[1].woman);
    expect(smiling).to.be.at.least(least(0.97));
    expect(glasses).to.be.at.least(least(0.99));
    expect(woman).to.be.at.least(least(0.98));
    const squares = read.map(({ yaw }, i) => (yaw - set.faces[i]!.yaw) ** 2);
    expect(Math.sqrt(squares.reduce((sum, s) => sum + s, 0) / set.size)).to.be.at.most(6);
    tf.dispose([x, attributes, traits]);
    net.dispose();
  });

  it('knows a person again who smiles, better than others', async () => {
    const net = await facesNet();
    const face = { smile: 0, yaw: 10, age: 40, glasses: false, woman: true, hair: 'red' } as const;
    const people = Array.from({ length: 40 }, (_, i) => i);
    const images = [0, 0.9].flatMap((smile) => people.map((person) => drawFace({ ...face, smile }, person)));
    const x = tf.tidy(() => {
      const bytes = tf.tensor4d(Float32Array.from(images.flatMap((image) => [...image])), [80, 32, 32, 3]);
      return bytes.div<tf.Tensor4D>(127.5).sub<tf.Tensor4D>(1);
    });
    const who = (await net.read(x)).map(({ traits }) => traits);
    const apart = (i: number, j: number) => Math.hypot(...who[i]!.map((value, k) => value - who[j]![k]!));
    const same = people.reduce((sum, i) => sum + apart(i, 40 + i), 0);
    const other = people.reduce((sum, i) => sum + apart(i, (i + 1) % 40), 0);
    expect(same / other).to.be.below(0.3);
    expect(who[0]).to.have.length(FACE_TRAITS.length);
    x.dispose();
    net.dispose();
  });

  it('fits into a package: less than 600 kB', () => {
    expect(statSync(WEIGHTS).size).to.be.lessThan(600_000);
  });

  it('learns: both losses fall on a batch that it sees again and again, from ln 2 a flag; steps leak nothing', () => {
    seed(1);
    const net = new FacesNet();
    const batch = faces({ size: 16, seed: 1 }).tensors();
    const step = () => {
      const { crossEntropy, squaredError } = net.step(batch);
      const values = [crossEntropy.dataSync()[0]!, squaredError.dataSync()[0]!];
      tf.dispose([crossEntropy, squaredError]);
      return values;
    };
    const first = step();
    expect(first[0]).to.be.closeTo(3 * Math.log(2), 0.6);
    const before = tf.memory().numTensors;
    let last = first;
    for (let i = 0; i < 60; i++) last = step();
    expect(last[0]).to.be.below(first[0]! / 2);
    expect(last[1]).to.be.below(first[1]! / 2);
    expect(tf.memory().numTensors).to.equal(before);
    expect(variables([net.net])).to.have.length(10);
    net.dispose();
    tf.dispose(batch);
  });
});
