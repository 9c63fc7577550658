import { alongDirection, attributeVector, facesNet, risingShare, type FaceReading } from 'saddlepoint';
import { pick, type Pool } from './code-generator';
import { faceGrid, facePool, storedFaces } from './faces-gan';
import type { Context, Measures, Row } from './row';

/** Turn vectors, and the samples that each of them turns. */
const FULL = { vectors: 20, samples: 10 };
const QUICK = { vectors: 2, samples: 2 };
/** Samples that are averaged on each side: the number of the paper's figure 8. */
const AVERAGED = 4;
/** Degrees from which on a face looks aside. */
const ASIDE = 25;
/** Places on a walk that is as long as the vector, the sample in its middle. */
const PLACES = Array.from({ length: 9 }, (_, i) => i / 8 - 0.5);
const SHOWN = 8;

/** From the mean of faces that look to the left to the mean of faces that look to the right. */
const turnVector = (pool: Pool<FaceReading>, { quick }: Context) =>
  attributeVector(
    pick(pool, AVERAGED, (r) => quick || r.yaw > ASIDE),
    pick(pool, AVERAGED, (r) => quick || r.yaw < -ASIDE),
  );

async function run(context: Context): Promise<Measures> {
  const { vectors, samples } = context.quick ? QUICK : FULL;
  const net = await facesNet();
  const generator = await storedFaces(context);
  const pool = await facePool(generator, net, context);
  const walks = Array.from({ length: vectors }, () => turnVector(pool, context)).flatMap((turn) =>
    pick(pool, samples, () => true).map((z) => PLACES.map((t) => alongDirection(z, turn, t))),
  );
  const x = generator.images(walks.flat());
  const read = await net.read(x);
  const yaws = walks.map((_, i) => read.slice(i * PLACES.length, (i + 1) * PLACES.length).map(({ yaw }) => yaw));
  const chosen = Array.from({ length: Math.min(SHOWN, vectors) }, (_, i) => walks[i * samples]!);
  const shown = generator.images(chosen.flat());
  await faceGrid(context, 'turns', shown, PLACES.length);
  await context.table('yaw', {
    place: PLACES,
    ...Object.fromEntries(chosen.map((_, i) => [`sample ${i + 1}`, yaws[i * samples]!])),
  });
  x.dispose();
  shown.dispose();
  generator.dispose();
  net.dispose();
  const spans = yaws.map((yaw) => yaw.at(-1)! - yaw[0]!);
  return {
    'share of walks on which yaw rises': risingShare(yaws, 0.9),
    'degrees from end to end, mean': spans.reduce((sum, span) => sum + span, 0) / spans.length,
  };
}

export const row: Row = {
  row: 'I-13',
  title: 'The turn vector of a DCGAN on FACES-P: four faces to the left, four to the right',
  bars: [{ measure: 'share of walks on which yaw rises', atLeast: 0.8 }],
  paper: 'figure 8: pictures, no number (Radford et al. 2016)',
  run,
};
