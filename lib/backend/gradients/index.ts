import * as tf from '@tensorflow/tfjs';
import { comparison } from './comparison';
import { convolution } from './convolution';
import { layout } from './layout';
import { linear } from './linear';
import { repairLosses } from './losses';
import type { Repair } from './repair';
import { repairTape } from './tape';

/**
 * Every gradient of tfjs 4.22 that this library replaces or adds, one line for each kernel: its name, what goes wrong
 * without, and the gradient. Beside them repairTape mends two faults of the recording itself, and repairLosses a loss that brings its own gradient.
 */
export const gradientRepairs: readonly Repair[] = [...comparison, ...linear, ...convolution, ...layout];

/** Makes differentiation right for the whole process; once, when the library is imported. */
export function repairGradients(): void {
  repairTape();
  repairLosses();
  for (const repair of gradientRepairs) tf.registerGradient(repair);
}
