import { checkFace, faceTraits, type FaceAttributes, type FaceTraits } from './face-attributes';
import { paintEyes, paintGlasses, paintMouth, paintNose } from './face-features';
import { mix, paintBeard, paintLines, paintSkin, type Head } from './face-head';
import { band, both, either, ellipse, Painter, without, type Colour, type Shape } from './painter';

/** A face is an image of 32 x 32 pixels. */
export const FACE_SIDE = 32;

const SKIN: readonly [Colour, Colour, Colour] = [
  [0.98, 0.84, 0.74],
  [0.85, 0.64, 0.48],
  [0.47, 0.3, 0.21],
];
const HAIR: Record<FaceAttributes['hair'], Colour> = {
  black: [0.09, 0.07, 0.08],
  brown: [0.36, 0.21, 0.11],
  blond: [0.88, 0.7, 0.32],
  red: [0.7, 0.27, 0.08],
};
const GREY: Colour = [0.8, 0.8, 0.81];

/** t in -1 .. 1 on the way from the first colour over the second to the third */
const along = ([first, second, third]: readonly [Colour, Colour, Colour], t: number) =>
  t < 0 ? mix(second, first, -t) : mix(second, third, t);

/** A muted colour of every hue, t in -1 .. 1 once around. */
const hue = (t: number, middle: number, strength: number): Colour =>
  [0, 1, 2].map((c) => middle + strength * Math.cos(Math.PI * t + (2 * Math.PI * c) / 3)) as unknown as Colour;

function headOf(face: FaceAttributes, traits: FaceTraits): Head {
  const old = (face.age - 20) / 60;
  return {
    face,
    traits,
    x: 16 + 1.2 * traits.left,
    y: 16 + 1 * traits.top,
    a: 8.5 + 0.8 * traits.width,
    b: 10.5 + 0.8 * traits.length,
    turn: Math.sin((face.yaw * Math.PI) / 180),
    old,
    skin: along(SKIN, traits.skin),
    hair: mix(HAIR[face.hair], GREY, Math.max(0, Math.min(1, (old - 0.45) / 0.4)) * 0.9),
  };
}

/** The skull, wider by the hair on it. */
const scalp = ({ x, y, a, b, turn, traits }: Head): Shape => {
  const volume = 1.1 + 0.6 * traits.hairVolume;
  return ellipse(x - 1.2 * turn, y - 0.25 * b, a + volume, 0.82 * b + volume);
};

/** Hair that is seen behind head and neck. */
function hairBehind(head: Head): Shape {
  const { x, y, a, b, turn, face, traits } = head;
  if (!face.woman) return scalp(head);
  const fall = ellipse(x - 2.2 * turn, y + 0.45 * b, a + 1.6 + 0.9 * traits.hairVolume, 1.05 * b);
  return both(either(scalp(head), fall), band(-Infinity, y + 1.3 * b));
}

/** Hair that lies over the head: all of the scalp but the face, whose middle turns with the nose. */
function hairInFront(head: Head): Shape {
  const { x, y, a, b, turn, face, old } = head;
  const hairline = face.woman ? -0.54 : -0.52 - 0.22 * old;
  const opening = ellipse(x + 0.75 * a * turn, y + (hairline + 1.25) * b, 0.97 * a, 1.25 * b);
  const low = face.woman ? y + 0.75 * b : y - 0.02 * b;
  return both(without(scalp(head), opening), band(-Infinity, low));
}

function paintScene(painter: Painter, { traits, face }: Head): void {
  const everywhere = band(-Infinity, Infinity);
  const background = hue(traits.background, 0.66, 0.13);
  painter.paint(everywhere, background);
  painter.paint(ellipse(FACE_SIDE / 2, 12, 17, 15), mix(background, [1, 1, 1], 0.5), 0.5);
  const shoulders = ellipse(16 + 0.9 * traits.left, 36, face.woman ? 12.5 : 15, 8);
  painter.paint(shoulders, hue(traits.clothes, 0.45, 0.28));
}

/**
 * A face with these attributes: RGB bytes [32, 32, 3]. The same attributes and person give the same bytes always;
 * attributes move the picture smoothly, so that a person can smile or turn little by little.
 * @param person any whole number: who it is, what the clothes and the background are
 * @throws RangeError when an attribute is missing or out of its range, or `person` is not a whole number
 */
export function drawFace(face: FaceAttributes, person: number): Uint8Array {
  checkFace(face);
  if (!Number.isSafeInteger(person)) throw new RangeError(`drawFace: person is ${person}: give a whole number.`);
  const head = headOf(face, faceTraits(person));
  const painter = new Painter(FACE_SIDE);
  paintScene(painter, head);
  painter.paint(hairBehind(head), mix(head.hair, [0, 0, 0], 0.25));
  paintSkin(painter, head);
  paintLines(painter, head);
  paintBeard(painter, head);
  paintNose(painter, head);
  paintMouth(painter, head);
  paintEyes(painter, head);
  painter.paint(hairInFront(head), head.hair);
  paintGlasses(painter, head);
  const light = head.traits.light;
  painter.paint(band(-Infinity, Infinity), light > 0 ? [1, 1, 1] : [0, 0, 0], 0.1 * Math.abs(light));
  return painter.bytes();
}
