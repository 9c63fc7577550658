// @ts-check

/**
 * What every step is given.
 *
 * @typedef {object} Context
 * @property {string} root the clone
 * @property {NodeJS.ProcessEnv} env where commands are looked up and what they are given
 * @property {'auto' | 'gpu' | 'node' | 'wasm' | 'webgpu'} engine
 */

/**
 * Whether a step is done, and in words: what it gave, or what is missing.
 *
 * @typedef {{ ok: boolean, text: string }} State
 */

/**
 * One step of the set-up. `check` is quick and starts no process; `perform` does the work and may be killed anywhere.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {(context: Context) => State} check
 * @property {(context: Context, voice: import('./progress.mjs').Voice) => Promise<void>} perform
 */

/** @param {string} text @returns {State} */
export const done = (text) => ({ ok: true, text });

/** @param {string} text @returns {State} */
export const missing = (text) => ({ ok: false, text });
