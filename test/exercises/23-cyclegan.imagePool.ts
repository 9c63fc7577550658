import { exercise, expectClose } from 'saddlepoint-course';

interface Exchange {
  out: number;
  pool: number[];
}
type ExchangeFunction = (pool: number[], image: number, capacity: number, coin: number, place: number) => Exchange;
type ImagePool = { exchange: ExchangeFunction };

const right: ExchangeFunction = (pool, image, capacity, coin, place) => {
  if (pool.length < capacity) return { out: image, pool: [...pool, image] };
  if (coin < 0.5) return { out: image, pool };
  return { out: pool[place]!, pool: pool.map((held, i) => (i === place ? image : held)) };
};

/** What goes out and what is held after images 1, 2, 3, ... have come, one with each coin and place. */
async function trace(
  exchange: (...args: Parameters<ExchangeFunction>) => Exchange | Promise<Exchange>,
  capacity: number,
  coins: readonly [coin: number, place: number][],
): Promise<Exchange[]> {
  const steps: Exchange[] = [];
  let pool: number[] = [];
  for (const [i, [coin, place]] of coins.entries()) {
    const step = await exchange(pool, i + 1, capacity, coin, place);
    steps.push(step);
    pool = step.pool;
  }
  return steps;
}
const COINS: [number, number][] = [[0.9, 1], [0.1, 0], [0.7, 0], [0.2, 1], [0.8, 1], [0.6, 0], [0.5, 1], [0.49, 0]]; // prettier-ignore

export const imagePool = exercise<ImagePool>({
  id: '23.4',
  title: 'The image pool',
  points: 3,
  tests: [
    {
      name: 'while there is room an image is kept, and goes out too, whatever the coin says',
      run: async (student) => {
        await expectClose(await student.exchange([], 7, 2, 0.9, 0), { out: 7, pool: [7] });
        await expectClose(await student.exchange([7], 8, 2, 0.1, 0), { out: 8, pool: [7, 8] });
      },
    },
    {
      name: 'full, and the coin below 1/2: the image passes, the pool stays',
      run: async (student) => {
        await expectClose(await student.exchange([7, 8], 9, 2, 0.3, 1), { out: 9, pool: [7, 8] });
      },
    },
    {
      name: 'full, and the coin 1/2 or more: an old image goes out, the new one takes its place',
      run: async (student) => {
        await expectClose(await student.exchange([7, 8], 9, 2, 0.6, 0), { out: 7, pool: [9, 8] });
        await expectClose(await student.exchange([7, 8], 9, 2, 0.5, 1), { out: 8, pool: [7, 9] });
      },
    },
    {
      name: 'eight images through a pool of two, step by step',
      hidden: true,
      run: async (student) => {
        const expected = await trace(right, 2, COINS);
        await expectClose(await trace((...args) => student.exchange(...args), 2, COINS), expected);
      },
    },
    {
      name: 'a pool of capacity 1 holds one image',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.exchange([4], 5, 1, 0.99, 0), { out: 4, pool: [5] });
      },
    },
  ],
  mistakes: [
    {
      name: 'the new image goes out, though it was put in',
      hint: 'When the new image takes a place in the pool, it is the OLD one from there that goes out: that is the point of the pool.',
      functions: {
        exchange: (pool, image, capacity, coin, place) => ({
          out: image,
          pool: right(pool, image, capacity, coin, place).pool,
        }),
      },
    },
    {
      name: 'the old image goes out, but stays in the pool',
      hint: 'The new image takes the place of the one that goes out; else the pool never changes again.',
      functions: {
        exchange: (pool, image, capacity, coin, place) => ({
          out: right(pool, image, capacity, coin, place).out,
          pool: pool.length < capacity ? [...pool, image] : pool,
        }),
      },
    },
    {
      name: 'the coin is tossed before the pool is full',
      hint: 'While there is room, every image is kept and goes out at once: first fill the pool.',
      functions: {
        exchange: (pool, image, _capacity, coin, place) =>
          coin < 0.5
            ? { out: image, pool }
            : { out: pool[place] ?? image, pool: [...pool.slice(0, place), image, ...pool.slice(place + 1)] },
      },
    },
    {
      name: 'the pool always gives an old image',
      hint: 'Only with probability 1/2: D must see the newest images as well.',
      functions: { exchange: (pool, image, capacity, _coin, place) => right(pool, image, capacity, 1, place) },
    },
    {
      name: 'the pool grows without end',
      hint: 'A pool of capacity N holds at most N images: when it is full, a new one replaces one.',
      functions: {
        exchange: (pool, image, capacity, coin, place) => ({
          out: right(pool, image, capacity, coin, place).out,
          pool: [...pool, image],
        }),
      },
    },
  ],
  probe: async (student) => [
    await student.exchange([7, 8], 9, 2, 0.6, 0),
    await student.exchange([7, 8], 9, 2, 0.3, 0),
    await student.exchange([7], 8, 2, 0.6, 0),
    await student.exchange([7], 8, 2, 0.2, 0),
  ],
});
