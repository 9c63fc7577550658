import { keepRandom, seed } from '../backend/random';

export const HAIR_COLOURS = ['black', 'brown', 'blond', 'red'] as const;

/** What a procedural face shows; all else about it is the person's, and comes from a seed. */
export interface FaceAttributes {
  /** -1 (corners of the mouth down) .. 0 (neutral) .. 1 (a broad smile) */
  readonly smile: number;
  /** turn of the head in degrees, -45 .. 45: positive to the right of the picture */
  readonly yaw: number;
  /** years, 20 .. 80: lines, grey hair, and on men a higher brow */
  readonly age: number;
  readonly glasses: boolean;
  /** the cues of a drawing, no more: long hair, lips and lashes; without it short hair, heavy brows, often a beard */
  readonly woman: boolean;
  readonly hair: (typeof HAIR_COLOURS)[number];
}

const RANGES = { smile: [-1, 1], yaw: [-45, 45], age: [20, 80] } as const;
const FLAGS = ['glasses', 'woman'] as const;

/** The attributes in the order of faceVector's numbers. */
export const FACE_ATTRIBUTES = ['smile', 'yaw', 'age', 'glasses', 'woman', 'hair'] as const;

/** What makes a person: each uniform on [-1, 1], most of them the size of a part. The beard is seen on men, above 0. */
export const FACE_TRAITS = [
  'skin',
  'width',
  'length',
  'eyeSpacing',
  'eyeSize',
  'nose',
  'mouth',
  'brow',
  'hairVolume',
  'beard',
] as const;
/** What the picture adds: where the head is, what colour clothes and background have, and how bright it is. */
const SCENE = ['left', 'top', 'clothes', 'background', 'light'] as const;

export type FaceTraits = Readonly<Record<(typeof FACE_TRAITS)[number] | (typeof SCENE)[number], number>>;

/** The traits of person number `person`, and the scene of the picture; the program's own random numbers stay as they are. */
export const faceTraits = (person: number): FaceTraits =>
  keepRandom(() => {
    seed(person);
    const names = [...FACE_TRAITS, ...SCENE];
    return Object.fromEntries(names.map((name) => [name, 2 * Math.random() - 1])) as unknown as FaceTraits;
  });

/** @throws RangeError that names the first attribute that is missing or out of its range */
export function checkFace(face: FaceAttributes): void {
  for (const [name, [low, high]] of Object.entries(RANGES) as [keyof typeof RANGES, readonly [number, number]][]) {
    const value: unknown = face[name];
    if (!(typeof value === 'number' && value >= low && value <= high))
      throw new RangeError(`A face: ${name} is ${String(value)}: give a number from ${low} to ${high}.`);
  }
  for (const name of FLAGS) {
    const value: unknown = face[name];
    if (typeof value !== 'boolean') throw new RangeError(`A face: ${name} is ${String(value)}: give true or false.`);
  }
  if (!HAIR_COLOURS.includes(face.hair))
    throw new RangeError(`A face: hair is ${face.hair}: give one of ${HAIR_COLOURS.join(', ')}.`);
}

const between = ([low, high]: readonly [number, number]) => low + (high - low) * Math.random();
const heads = () => Math.random() < 0.5;

/**
 * Attributes drawn from the seeded generator, independent of each other: every second face smiles (0.4 .. 1, the others
 * -0.5 .. 0.1), every second is a woman, every second has glasses; yaw, age and hair are uniform.
 */
export const randomFace = (): FaceAttributes => ({
  smile: between(heads() ? [0.4, 1] : [-0.5, 0.1]),
  yaw: between(RANGES.yaw),
  age: between(RANGES.age),
  glasses: heads(),
  woman: heads(),
  hair: HAIR_COLOURS[Math.floor(HAIR_COLOURS.length * Math.random())]!,
});

/** Attributes as numbers, in the order of FACE_ATTRIBUTES: yaw and age scaled to [-1, 1], flags 0 or 1, hair 0 .. 3. */
export const faceVector = ({ smile, yaw, age, glasses, woman, hair }: FaceAttributes): number[] => [
  smile,
  yaw / 45,
  (age - 50) / 30,
  Number(glasses),
  Number(woman),
  HAIR_COLOURS.indexOf(hair),
];
