// Preloaded with --require: the WebAssembly module cannot be started, on one thread or on more.
const die = () => Promise.reject(new Error('out of memory'));
Object.assign(globalThis.WebAssembly, { instantiate: die, compile: die });
