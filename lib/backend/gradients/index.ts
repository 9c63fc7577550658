import * as tf from '@tensorflow/tfjs';
import { arithmetic } from './arithmetic';
import { comparison } from './comparison';
import { convolution } from './convolution';
import { repairFusedOps } from './fused';
import { layout } from './layout';
import { linear } from './linear';
import { repairLosses } from './losses';
import { normalization } from './normalization';
import { rare } from './rare';
import { rectifiers } from './rectifiers';
import type { Repair } from './repair';
import { repairTape } from './tape';

/**
 * Every gradient of tfjs 4.22 that this library replaces or adds, one line for each kernel: its name, what goes wrong
 * without, and the gradient. Beside them repairTape mends the recording itself, and repairLosses and repairFusedOps the
 * ops that bring a gradient of their own.
 */
export const gradientRepairs: readonly Repair[] = [
  ...arithmetic,
  ...comparison,
  ...rectifiers,
  ...linear,
  ...convolution,
  ...normalization,
  ...layout,
  ...rare,
];

/** Makes differentiation right for the whole process; once, when the library is imported. */
export function repairGradients(): void {
  repairTape();
  repairLosses();
  repairFusedOps();
  for (const repair of gradientRepairs) tf.registerGradient(repair);
}
