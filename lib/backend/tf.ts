import * as tf from '@tensorflow/tfjs';
import { replaceBatchNormalization } from './batchnorm';
import { repairGradients } from './gradients';
import { refuseUntilReady } from './unready';

repairGradients();
replaceBatchNormalization();
refuseUntilReady();

/** The one TensorFlow.js of the process, with its gradients repaired. */
export { tf };
