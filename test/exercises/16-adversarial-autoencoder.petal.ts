import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT } from './16-adversarial-autoencoder.shared';

type Petal = (label: number, petals: number, along: number, across: number) => number[];

const turned = (angle: number, along: number, across: number): number[] => [
  along * Math.cos(angle) - across * Math.sin(angle),
  along * Math.sin(angle) + across * Math.cos(angle),
];
const angle = (label: number, petals: number): number => (2 * Math.PI * label) / petals;

export const petal = exercise<{ petal: Petal }>({
  id: '16.3',
  title: 'A point of a petal',
  points: 3,
  tests: [
    {
      name: 'petal 0 lies along the first axis: (along, across) itself',
      run: async (student) => {
        await expectClose(await student.petal(0, 10, 2.5, 0.3), [2.5, 0.3], EXACT);
      },
    },
    {
      name: 'of four petals, number 1 points up',
      run: async (student) => {
        await expectClose(await student.petal(1, 4, 2, 0.5), [-0.5, 2], EXACT);
      },
    },
    {
      name: 'a turn changes no length',
      run: async (student) => {
        const [x, y] = (await student.petal(3, 10, 2, -0.7)) as [number, number];
        await expectClose(Math.hypot(x, y), Math.hypot(2, 0.7), EXACT);
      },
    },
    {
      name: 'every petal of ten, on both sides of its middle',
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (let k = 0; k < 10; k++) {
          for (const across of [-0.2, 0.4])
            await expectClose(await student.petal(k, 10, 1.9, across), turned(angle(k, 10), 1.9, across), EXACT);
        }
      },
    },
  ],
  mistakes: [
    {
      name: 'turned the other way',
      hint: 'Your petal turns clockwise: the signs of the two sines are exchanged. (cos, sin) is the direction along, (−sin, cos) the one across.',
      functions: { petal: (k, K, a, c) => turned(-angle(k, K), a, c) },
    },
    {
      name: 'degrees',
      hint: 'Math.cos takes radians: a full turn is 2π, not 360.',
      functions: { petal: (k, K, a, c) => turned((360 * k) / K, a, c) },
    },
    {
      name: 'half a turn for all petals',
      hint: 'The petals are to go all the way round: 2π label / petals.',
      functions: { petal: (k, K, a, c) => turned(angle(k, K) / 2, a, c) },
    },
    {
      name: 'mirrored across',
      hint: 'The direction across is the one along, turned a quarter to the left: (−sin, cos). Yours is its negative, which a symmetric draw would hide.',
      functions: { petal: (k, K, a, c) => turned(angle(k, K), a, -c) },
    },
    {
      name: 'across is left out',
      hint: 'Your petals have no width: add across · (−sin, cos).',
      functions: { petal: (k, K, a) => turned(angle(k, K), a, 0) },
    },
  ],
  probe: async (student) => [await student.petal(1, 10, 2, 0.3), await student.petal(4, 7, 1, -0.5)],
});
