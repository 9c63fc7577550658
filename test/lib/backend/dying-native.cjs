// Preloaded with --require: the native package is there, and dies while it loads.
const Module = require('node:module');
const load = Module._load;
Module._load = (request, ...rest) => {
  if (/tfjs-node$/.test(request)) throw new Error('libtensorflow.so.2: cannot open shared object file\nat dlopen');
  return load(request, ...rest);
};
