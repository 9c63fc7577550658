import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  IAFVAE,
  loadCheckpoint,
  MNIST_IAF_VAE,
  ready,
  saveCheckpoint,
  seed,
  tf,
  variables,
  type Degrees,
  type IAFVAEConfig,
  type MaskedDense,
} from 'saddlepoint';
import { expectClose } from '../nn/close';
import { readGolden } from '../nn/golden';
import { wave } from '../nn/wave';

interface Golden {
  config: IAFVAEConfig;
  batch: number;
  degrees: [Degrees, Degrees];
  start: Record<string, number[]>;
  losses: Record<'negativeELBO' | 'kl', number>[];
  weights: Record<string, number[]>;
}
const golden = readGolden('iaf-vae') as Golden;
const small = golden.config;

const images = (seed: number) =>
  tf.tidy(
    () =>
      wave([golden.batch, ...small.shape], seed)
        .greater(0)
        .toFloat() as tf.Tensor4D,
  );

/** The trainable variables in the order of the golden ones: encoder, decoder, first and second step of the flow. */
const moving = (model: IAFVAE) => variables([model.encoder, model.decoder, ...model.steps]);

/** A model with the golden start weights and masks and, step after step, the golden noise. */
function goldenModel(): IAFVAE {
  const model = new IAFVAE(small);
  for (const net of model.steps) {
    golden.degrees.forEach((degrees, i) => {
      (net.layers[i] as unknown as MaskedDense).setDegrees(degrees);
    });
  }
  Object.values(golden.start).forEach((shape, i) => {
    moving(model)[i]!.assign(wave(shape, i, 0.5));
  });
  let step = 0;
  model.noise = () => wave([1, golden.batch, small.latentDim], 10 * step++ + 1) as tf.Tensor3D;
  return model;
}

describe('VAE with an inverse autoregressive flow (E-10)', () => {
  before(() => ready());

  it("five steps with fixed noise are PyTorch's, where the determinant is the whole Jacobian's: losses and weights", () => {
    const model = goldenModel();
    golden.losses.forEach((want, step) => {
      const losses = model.step(images(10 * step));
      expectClose(losses.negativeELBO, [want.negativeELBO], 1e-4);
      expectClose(losses.kl, [want.kl], 1e-4);
    });
    Object.values(golden.weights).forEach((values, i) => {
      expectClose(moving(model)[i]!, values, 1e-4);
    });
  });

  it('of MNIST: z of 16, two steps that see z, mean and log variance', () => {
    const model = new IAFVAE(MNIST_IAF_VAE);
    const shapes = model.steps.map((net) => net.getWeights().map(({ shape }) => shape.join('x')));
    expect(shapes[0]).to.include.members(['48x320', '320x32']);
    expect(shapes).to.have.length(2);
    expect(model.sample(2).shape).to.deep.equal([2, 28, 28, 1]);
    expect(model.settings).to.include({ flowSteps: 2, latentDim: 16 });
    model.dispose();
  });

  it('estimators A and B are one, and the weights of K draws have its mean', () => {
    const model = goldenModel();
    const draw = wave([3, golden.batch, small.latentDim], 2) as tf.Tensor3D;
    model.noise = () => draw.clone();
    const x = images(3);
    const { elbo, kl } = model.estimateB(x, 3);
    expectClose(model.estimateA(x, 3), elbo.dataSync(), 1e-5);
    expectClose(model.logWeights(x, 3).mean(0), elbo.dataSync(), 1e-5);
    expect(kl.shape).to.deep.equal([golden.batch]);
    expect(model.reconstruct(x).shape).to.deep.equal(x.shape);
  });

  it('holds the same number of tensors after 2 steps and after 30, and none once disposed of', () => {
    const begin = tf.memory().numTensors;
    const model = new IAFVAE(small);
    const x = images(1);
    const count = (steps: number) => {
      for (let i = 0; i < steps; i++) tf.dispose(model.step(x));
      return tf.memory().numTensors;
    };
    expect(count(28)).to.equal(count(2));
    model.dispose();
    x.dispose();
    expect(tf.memory().numTensors).to.equal(begin);
  });

  it('saves and loads, masks and all: the same next step', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'saddlepoint-iaf-'));
    const file = join(folder, 'iaf.safetensors');
    seed(1);
    const [model, other] = [new IAFVAE({ ...small, latentDim: 4 }), new IAFVAE({ ...small, latentDim: 4 })];
    tf.dispose(model.step(images(0)));
    await saveCheckpoint(model, file);
    await loadCheckpoint(other, file);
    const noise = wave([1, golden.batch, 4], 5) as tf.Tensor3D;
    const [a, b] = [model, other].map((m) => {
      m.noise = () => noise.clone();
      return m.step(images(10)).negativeELBO.dataSync()[0];
    });
    expect(a).to.equal(b);
    await rm(folder, { recursive: true });
  });

  it('names what is wrong with a config', () => {
    expect(() => new IAFVAE({ ...small, flowSteps: 0 })).to.throw('IAFVAE: flowSteps is 0');
    expect(() => new IAFVAE({ ...small, flowHidden: 2.5 })).to.throw('IAFVAE: flowHidden is 2.5');
    expect(() => new IAFVAE({ ...small, latentDim: 0 })).to.throw('VAE: latentDim is 0');
  });
});
