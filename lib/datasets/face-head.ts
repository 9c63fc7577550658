// The head of a procedural face, turned. Lengths are in pixels of a 32 x 32 image.
import type { FaceAttributes, FaceTraits } from './face-attributes';
import { band, both, either, ellipse, line, without, type Colour, type Painter, type Shape } from './painter';

/** A head that is turned, and the colours of the person. */
export interface Head {
  readonly face: FaceAttributes;
  readonly traits: FaceTraits;
  /** middle of the head, its half width and half height */
  readonly x: number;
  readonly y: number;
  readonly a: number;
  readonly b: number;
  /** sine of the yaw, and 0 (young) .. 1 (old) */
  readonly turn: number;
  readonly old: number;
  readonly skin: Colour;
  readonly hair: Colour;
}

export const mix = (from: Colour, to: Colour, t: number): Colour =>
  [0, 1, 2].map((c) => from[c]! + t * (to[c]! - from[c]!)) as unknown as Colour;

/** Of pupils, lids, lines and frames. */
export const INK: Colour = [0.13, 0.09, 0.1];
const BLUSH: Colour = [0.9, 0.35, 0.35];

/**
 * Where a point of the face is seen that stands `degrees` to the side of the nose: the head is a cylinder that turns.
 * `narrow` is how much narrower things look there, 0 at its edge.
 */
export function onHead({ x, a, face }: Head, degrees: number): { x: number; narrow: number } {
  const angle = ((degrees + face.yaw) * Math.PI) / 180;
  return { x: x + 0.92 * a * Math.sin(angle), narrow: Math.max(0, Math.cos(angle)) };
}

/** Cranium and jaw; the face in front of the ears turns farther than the skull. */
export function headShape({ x, y, a, b, turn, face, traits }: Head): Shape {
  const jaw = (face.woman ? 0.7 : 0.84) + 0.05 * traits.width;
  return either(
    ellipse(x - 0.8 * turn, y - 0.22 * b, a, 0.8 * b),
    ellipse(x + 1.4 * turn, y + 0.26 * b, jaw * a, 0.76 * b),
  );
}

export function paintSkin(painter: Painter, head: Head): void {
  const { x, y, a, b, turn, skin, face } = head;
  const shape = headShape(head);
  const dark = mix(skin, [0.25, 0.08, 0.05], 0.3);
  const neck = x - 0.4 * turn;
  painter.paint(line(neck, y + 0.5 * b, neck, y + 1.6 * b, face.woman ? 5.4 : 7.2), dark);
  for (const side of [-1, 1]) {
    const ear = onHead(head, 88 * side);
    if (side * turn < 0.25) painter.paint(ellipse(ear.x + 0.4 * side, y + 0.05 * b, 1.3, 2.1), mix(skin, dark, 0.4));
  }
  painter.paint(shape, skin);
  // the far side lies in the shade
  painter.paint(without(shape, ellipse(x + 0.5 * turn * a, y, a * 0.98, 1.2 * b)), dark, 0.45);
  const cheek = face.smile > 0 ? 0.15 + 0.3 * face.smile : 0.12;
  for (const side of [-34, 34]) {
    const at = onHead(head, side);
    painter.paint(ellipse(at.x, y + 0.3 * b, 0.3 + 1.9 * at.narrow, 1.5), BLUSH, cheek);
  }
}

/** Lines from the nose to the corners of the mouth, and on the brow. */
export function paintLines(painter: Painter, head: Head): void {
  const { y, b, old } = head;
  const at = (degrees: number) => onHead(head, degrees).x;
  for (const side of [-1, 1])
    painter.paint(line(at(15 * side), y + 0.32 * b, at(30 * side), y + 0.62 * b, 0.6), INK, 0.4 * old);
  for (const height of [y - 0.36 * b, y - 0.47 * b])
    painter.paint(line(at(-20), height, at(20), height, 0.5), INK, 0.3 * old);
}

export function paintBeard(painter: Painter, head: Head): void {
  const { x, y, b, turn, face, traits, hair } = head;
  if (face.woman || traits.beard <= 0) return;
  const jaw = both(headShape(head), band(y + 0.36 * b, Infinity));
  const bare = ellipse(x + 6.5 * turn, y + 0.32 * b, 4.6, 2.6);
  painter.paint(without(jaw, bare), mix(hair, INK, 0.15), 0.35 + 0.55 * traits.beard);
}
