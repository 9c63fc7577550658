import type { tf } from 'saddlepoint';

/** Variables by the names that a checkpoint gives them. */
export function namedVariables(networks: Record<string, tf.LayersModel>): Map<string, tf.Variable> {
  const entries = Object.entries(networks).flatMap(([part, net]) =>
    net.layers.flatMap((layer, i) =>
      layer.weights.map(
        (w) => [`${part}.${i}.${w.name.replace(/.*\/|_\d+$/g, '')}`, w.read() as unknown as tf.Variable] as const,
      ),
    ),
  );
  return new Map(entries);
}
