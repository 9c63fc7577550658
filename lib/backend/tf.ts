import * as tf from '@tensorflow/tfjs';
import { replaceBatchNormalization } from './batchnorm';
import { registerBernoulliGradient } from './bernoulli';
import { replaceDropout } from './dropout';
import { repairGradients } from './gradients';
import { refuseIgnoredOptions } from './ignored-options';
import { registerDenseGradient } from './dense';
import { registerInstanceNormGradient } from './instancenorm';
import { setJavaScriptKernels } from './kernels';
import { refuseUntilReady } from './unready';

setJavaScriptKernels();
repairGradients();
replaceBatchNormalization();
registerInstanceNormGradient();
registerDenseGradient();
registerBernoulliGradient();
replaceDropout();
refuseIgnoredOptions();
refuseUntilReady();

/** The one TensorFlow.js of the process, repaired. */
export { tf };
