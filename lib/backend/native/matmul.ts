import { setKernel, type Inputs } from '../kernels/kernel';
import { execute, flag, type } from './operation';

interface MatMul {
  transposeA: boolean;
  transposeB: boolean;
}

/**
 * TensorFlow multiplies matrices by two libraries, and its operations decide which: oneDNN's prepared products
 * (BatchMatMulV2) are fast, but take 60 microseconds to begin; V3, whose inputs may be of different types, was left to
 * Eigen, which does a product with a vector in 10.
 *
 * Only vectors go there, and none goes to MatMul. Both run other products by a routine of oneDNN's that points the stack
 * at a buffer of its own while it computes (its sgemm without copies, for AVX-512): a signal that comes meanwhile, a
 * child's end, a profiler's tick or the stop button, is handled below that buffer, in memory that is somebody else's.
 */
function product({ a, b }: Inputs, { transposeA, transposeB }: MatMul) {
  const flags = [flag('adj_x', transposeA), flag('adj_y', transposeB)];
  const sides = [...a!.shape, ...b!.shape];
  const isWithVector = sides.length === 4 && sides.includes(1) && a!.dtype === 'float32' && b!.dtype === 'float32';
  return isWithVector
    ? execute('BatchMatMulV3', [type('Tout', 'TF_FLOAT'), ...flags], [a!, b!])
    : execute('BatchMatMulV2', flags, [a!, b!]);
}

export function setMatMulKernel(): void {
  setKernel<MatMul>(['tensorflow'], 'BatchMatMul', (inputs, attrs) => product(inputs, attrs));
}
