/** The state of the seeded generator: a plain object that goes into a checkpoint as JSON. */
export interface RandomState {
  generator: 'sfc32';
  /** a, b, c and the counter: four unsigned 32-bit integers. */
  state: [number, number, number, number];
}

/** The installed generator; null while Math.random is still the one of the JavaScript engine. */
let sfc32: Uint32Array | null = null;

/**
 * One 32-bit draw of sfc32, the "small fast counting" generator of Chris Doty-Humphrey's PractRand: 128 bits of state,
 * every period at least 2^32.
 */
function next32(s: Uint32Array): number {
  const t = (s[0]! + s[1]! + s[3]!) >>> 0;
  s[3] = s[3]! + 1;
  s[0] = s[1]! ^ (s[1]! >>> 9);
  s[1] = s[2]! + (s[2]! << 3);
  s[2] = ((s[2]! << 21) | (s[2]! >>> 11)) + t;
  return t;
}

/** Uniform on [0, 1), all 53 bits of a double random. */
function next53(s: Uint32Array): number {
  const high = next32(s) >>> 5;
  return (high * 2 ** 26 + (next32(s) >>> 6)) / 2 ** 53;
}

/** splitmix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators", figure 17). */
function splitmix64(seed: bigint): () => bigint {
  let x = BigInt.asUintN(64, seed);
  return () => {
    x = BigInt.asUintN(64, x + 0x9e3779b97f4a7c15n);
    let z = BigInt.asUintN(64, (x ^ (x >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  };
}

function install(words: ArrayLike<number>): Uint32Array {
  const s = Uint32Array.from(words);
  sfc32 = s;
  Math.random = () => next53(s);
  return s;
}

/**
 * Makes everything random from here on repeat: Math.random, and with it every weight, every draw of noise, every
 * dropout mask and every shuffle of this library and of tfjs. Two processes that call seed with the same number and do
 * the same on the same engine get the same bits.
 *
 * Leave tfjs's own seed arguments alone: there, 0 counts as none, and a dropout layer with a seed repeats its mask.
 *
 * @param n any safe integer
 * @throws RangeError when n is not a safe integer
 */
export function seed(n: number): void {
  if (!Number.isSafeInteger(n)) {
    throw new RangeError(
      `seed(n) needs an integer between -(2^53 - 1) and 2^53 - 1, for example seed(1), but got ${n}.`,
    );
  }
  const draw = splitmix64(BigInt(n));
  const words = [draw(), draw()].flatMap((w) => [Number(w & 0xffffffffn), Number(w >> 32n)]);
  install(words);
}

/** Where the generator stands now. Without a seed so far, one is drawn from the operating system first. */
export function randomState(): RandomState {
  const [a, b, c, d] = sfc32 ?? install(globalThis.crypto.getRandomValues(new Uint32Array(4)));
  return { generator: 'sfc32', state: [a!, b!, c!, d!] };
}

function isRandomState(x: unknown): x is RandomState {
  const { generator, state } = Object(x) as Partial<Record<keyof RandomState, unknown>>;
  const isWord = (w: unknown) => Number.isInteger(w) && (w as number) >= 0 && (w as number) < 2 ** 32;
  return generator === 'sfc32' && Array.isArray(state) && state.length === 4 && state.every(isWord);
}

/**
 * Puts the generator back where randomState() found it.
 *
 * @throws TypeError when the state is not one that randomState() gave
 */
export function setRandomState(state: RandomState): void {
  if (!isRandomState(state)) {
    throw new TypeError(
      `setRandomState needs what randomState() gave, { generator: 'sfc32', state: four 32-bit integers }, ` +
        `but got ${JSON.stringify(state)}.`,
    );
  }
  install(state.state);
}

/**
 * Runs f and puts the random state back, so that drawing or checking something in the middle of a training does not
 * change the training. For an asynchronous f, the state is put back when its promise settles.
 */
export function keepRandom<T>(f: () => T): T {
  const kept = randomState();
  const restore = () => {
    setRandomState(kept);
  };
  let result: T;
  try {
    result = f();
  } catch (error) {
    restore();
    throw error;
  }
  if (result instanceof Promise) return result.finally(restore) as T;
  restore();
  return result;
}

/** A seed for generators that want a positive 32-bit integer, from a fraction that Math.random drew or a user's number. */
export function integerSeed(seed: number): number {
  return seed > 0 && seed < 1 ? 1 + Math.floor(seed * (2 ** 31 - 2)) : Math.trunc(seed);
}
