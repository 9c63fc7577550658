import * as tf from '@tensorflow/tfjs';
import { layout } from './layout';
import { linear } from './linear';
import type { Repair } from './repair';
import { selection } from './selection';
import { repairTape } from './tape';

/**
 * Every gradient of tfjs 4.22 that this library replaces or adds, one line for each kernel: its name, what goes wrong
 * without, and the gradient. Beside them repairTape mends two faults of the recording itself.
 */
export const gradientRepairs: readonly Repair[] = [...selection, ...linear, ...layout];

/** Makes differentiation right for the whole process; once, when the library is imported. */
export function repairGradients(): void {
  repairTape();
  for (const repair of gradientRepairs) tf.registerGradient(repair);
}
