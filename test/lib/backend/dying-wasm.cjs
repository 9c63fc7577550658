// Preloaded with --require: the WebAssembly module cannot be started.
globalThis.WebAssembly.instantiate = () => Promise.reject(new Error('out of memory'));
