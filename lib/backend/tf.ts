import * as tf from '@tensorflow/tfjs';
import { repairGradients } from './gradients';

repairGradients();

export { tf };
