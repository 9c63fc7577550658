import { tf } from '../../backend/tf';

/** A layer of tfjs with a kernel, such as dense or conv2d. */
export interface KernelLayer extends tf.layers.Layer {
  kernel: tf.LayerVariable;
}

export interface LayerClass<Args, Layer extends tf.layers.Layer> {
  new (args: Args): Layer;
  readonly className: string;
  readonly fromConfig: tf.serialization.FromConfigMethod<Layer>;
}

/** The class of tfjs's layers of a name: tfjs registers it, so that saved networks find it, but does not export it. */
export function shipped<Args, Layer extends tf.layers.Layer>(className: string): LayerClass<Args, Layer> {
  const [layer] = tf.serialization.SerializationMap.getMap().classNameMap[className]!;
  return layer as unknown as LayerClass<Args, Layer>;
}

/** What `f` computes while the layer's kernel is `kernel`, a tensor computed from the one that it stores. */
export function withKernel<Y>(layer: KernelLayer, kernel: tf.Tensor, f: () => Y): Y {
  const stored = layer.kernel;
  layer.kernel = { read: () => kernel } as unknown as tf.LayerVariable;
  try {
    return f();
  } finally {
    layer.kernel = stored;
  }
}
