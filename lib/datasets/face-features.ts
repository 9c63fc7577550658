// Nose, eyes, mouth and glasses of a procedural face, painted over its head. Lengths are in pixels of a 32 x 32 image.
import { INK, mix, onHead, type Head } from './face-head';
import { ellipse, line, outline, stroke, type Colour, type Painter, type Shape } from './painter';

const WHITE: Colour = [0.97, 0.96, 0.94];
const LIPS: Colour = [0.78, 0.2, 0.26];

/** Lids, brows and what lies under old eyes: from x - half to x + half, the middle `rise` higher. */
const arch = (x: number, y: number, half: number, rise: number, width: number): Shape =>
  stroke(
    [
      [x - half, y],
      [x, y - rise],
      [x + half, y],
    ],
    width,
  );

export function paintEyes(painter: Painter, head: Head): void {
  const { y, b, face, traits, hair, old } = head;
  const eyeY = y + 0.02 * b;
  for (const side of [-1, 1]) {
    const { x, narrow } = onHead(head, side * (27 + 4 * traits.eyeSpacing));
    const [rx, ry] = [0.4 + 1.75 * narrow, 1.25 + 0.25 * traits.eyeSize - 0.25 * Math.max(0, face.smile)];
    painter.paint(ellipse(x, eyeY, rx, ry), WHITE);
    painter.paint(ellipse(x + 0.5 * head.turn, eyeY, Math.min(rx, 0.95), 1.05), INK);
    painter.paint(arch(x, eyeY - 0.4, rx, ry - 0.3, face.woman ? 0.9 : 0.5), INK, face.woman ? 1 : 0.6);
    const browY = eyeY - 2.6 - 0.5 * traits.brow;
    painter.paint(arch(x, browY, rx, 0.6, face.woman ? 0.6 : 1.15), mix(hair, INK, 0.35), 0.9);
    painter.paint(arch(x, eyeY + 1.7, rx, -0.5, 0.5), INK, 0.35 * old);
  }
}

export function paintNose(painter: Painter, head: Head): void {
  const { x, y, a, b, turn, skin, traits } = head;
  const tip = x + 1.12 * a * turn;
  const low = y + (0.3 + 0.05 * traits.nose) * b;
  const shade = mix(skin, [0.35, 0.1, 0.05], 0.45);
  painter.paint(line(x + 0.9 * a * turn, y, tip + 0.6 * turn, low - 0.4, 1.1), mix(skin, WHITE, 0.35), 0.7);
  painter.paint(ellipse(tip, low + 0.3, 1.6 + 0.3 * traits.nose, 0.7), shade, 0.85);
}

/** Points of the mouth's line, t = -1 .. 1 from corner to corner: a smile lifts the corners. */
const mouthLine = (head: Head, bend: number): [number, number][] =>
  [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1].map((t) => {
    const { smile } = head.face;
    const { x } = onHead(head, t * (19 + 3 * head.traits.mouth + 8 * Math.max(0, smile)));
    return [x, head.y + 0.6 * head.b + bend * (1 - 2 * t * t)];
  });

export function paintMouth(painter: Painter, head: Head): void {
  const { face, skin } = head;
  const { smile, woman } = face;
  const lips = woman ? LIPS : mix(skin, [0.45, 0.1, 0.1], 0.6);
  const open = Math.max(0, smile - 0.3) / 0.7;
  painter.paint(stroke(mouthLine(head, 1.25 * smile), (woman ? 1.5 : 1.15) + 1.3 * open), lips);
  if (open > 0) painter.paint(stroke(mouthLine(head, 1.25 * smile).slice(1, -1), 1.3 * open), WHITE);
}

export function paintGlasses(painter: Painter, head: Head): void {
  const { y, b, face, traits, turn } = head;
  if (!face.glasses) return;
  const eyeY = y + 0.04 * b;
  const lens = (side: number) => {
    const { x, narrow } = onHead(head, side * (28 + 4 * traits.eyeSpacing));
    return { x: x + 0.6 * turn, half: 0.8 + 2.2 * narrow };
  };
  const [left, right] = [lens(-1), lens(1)];
  for (const { x, half } of [left, right]) {
    const glass = ellipse(x, eyeY, half, 2.4);
    painter.paint(glass, [0.75, 0.88, 0.95], 0.3).paint(outline(glass, 0.9), INK);
  }
  painter.paint(line(left.x + left.half, eyeY - 0.5, right.x - right.half, eyeY - 0.5, 0.8), INK);
}
