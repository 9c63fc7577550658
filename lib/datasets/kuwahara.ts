// Kuwahara, Hachimura, Eiho, Kinoshita 1976, "Processing of RI-angiocardiographic images", Digital processing of
// biomedical images, 187-202.
import { checkCount } from '../math/check';
import { LabelledImages } from './labelled-images';

/**
 * Images that look painted: every pixel becomes the mean colour of one of the four squares that meet in it, the one whose
 * colours vary least. Edges stay where they are, and between them there are patches of one colour, as of a brush.
 *
 * @param radius a square has radius + 1 pixels a side; beyond the border the image goes on as its last pixel
 * @throws RangeError unless radius is a whole number from 1 up
 */
export function painterly(photos: LabelledImages, radius = 2): LabelledImages {
  checkCount(radius, 'painterly: radius');
  const { name, size, images, labels, shape, pixels } = photos;
  const length = images.length / size;
  const painted = new Uint8Array(images.length);
  for (let i = 0; i < size; i++) {
    painted.set(paint(images.subarray(i * length, (i + 1) * length), shape, radius), i * length);
  }
  return new LabelledImages({ name: `${name}, painted`, images: painted, labels, shape, pixels });
}

type Shape = LabelledImages['shape'];

function paint(image: Uint8Array, [H, W, C]: Shape, radius: number): Uint8Array {
  const out = new Uint8Array(image.length);
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      const squares = [-radius, 0].flatMap((top) =>
        [-radius, 0].map((left) => moments(image, [H, W, C], y + top, x + left, radius + 1)),
      );
      const calmest = squares.reduce((best, square) => (square.variance < best.variance ? square : best));
      out.set(calmest.mean, (y * W + x) * C);
    }
  }
  return out;
}

/** Mean colour of the square whose upper left pixel is (top, left), and the sum of its channels' variances. */
function moments(image: Uint8Array, [H, W, C]: Shape, top: number, left: number, side: number) {
  const [sum, squares] = [new Array<number>(C).fill(0), new Array<number>(C).fill(0)];
  const inside = (v: number, end: number) => Math.min(end - 1, Math.max(0, v));
  for (let y = top; y < top + side; y++) {
    for (let x = left; x < left + side; x++) {
      const at = (inside(y, H) * W + inside(x, W)) * C;
      for (let c = 0; c < C; c++) {
        sum[c]! += image[at + c]!;
        squares[c]! += image[at + c]! ** 2;
      }
    }
  }
  const n = side * side;
  const mean = sum.map((s) => s / n);
  return { mean, variance: squares.reduce((total, s, c) => total + s / n - mean[c]! ** 2, 0) };
}
