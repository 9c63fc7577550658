// tfjs as it is shipped, for the column that says what our repairs change: preloaded before the library.
const backend = '../../../lib/dist/backend';
require(`${backend}/gradients`).repairGradients = () => {};
require(`${backend}/kernels`).setJavaScriptKernels = () => {};
require(`${backend}/batchnorm`).replaceBatchNormalization = () => {};
