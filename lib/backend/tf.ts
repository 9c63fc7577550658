import * as tf from '@tensorflow/tfjs';
import { replaceBatchNormalization } from './batchnorm';
import { replaceDropout } from './dropout';
import { repairGradients } from './gradients';
import { setJavaScriptKernels } from './kernels';
import { refuseUntilReady } from './unready';

setJavaScriptKernels();
repairGradients();
replaceBatchNormalization();
replaceDropout();
refuseUntilReady();

/** The one TensorFlow.js of the process, repaired. */
export { tf };
