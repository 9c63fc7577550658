import { tf } from '../backend/tf';

/** An attribute of a TensorFlow op: a type or a format by its name, a flag, a float. */
type Attribute = { type: 'float32' } | { string: string } | { bool: boolean } | { float: number };

interface NativeBackend {
  binding: Record<`TF_${string}`, number>;
  executeMultipleOutputs(name: string, attributes: unknown[], inputs: tf.Tensor[], outputs: number): tf.Tensor[];
}

/** True on the engines that can run every op of TensorFlow, node and gpu. */
export const hasNativeOps = (): boolean => 'executeMultipleOutputs' in tf.backend();

/**
 * Runs a TensorFlow op that tfjs does not know. tfjs does not record it, so call it inside tf.customGrad.
 *
 * @returns the op's first `outputs` outputs
 */
export function nativeOp(
  name: string,
  inputs: tf.Tensor[],
  attributes: Record<string, Attribute>,
  outputs: number,
): tf.Tensor[] {
  const backend = tf.backend() as unknown as NativeBackend;
  const { binding } = backend;
  const encoded = Object.entries(attributes).map(([key, attribute]) => {
    if ('type' in attribute) return { name: key, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
    if ('string' in attribute) return { name: key, type: binding.TF_ATTR_STRING, value: attribute.string };
    if ('bool' in attribute) return { name: key, type: binding.TF_ATTR_BOOL, value: attribute.bool };
    return { name: key, type: binding.TF_ATTR_FLOAT, value: attribute.float };
  });
  return backend.executeMultipleOutputs(name, encoded, inputs, outputs);
}
