// Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, chapter 4.

/**
 * Side of what a transposed convolution gives: stride (side - 1) + kernelSize - 2 padding, in pixels.
 *
 * @param side of the image that goes in
 * @param padding of the convolution that it is the transpose of, on either border
 */
export const transposedSide = (side: number, kernelSize: number, stride: number, padding: number): number =>
  stride * (side - 1) + kernelSize - 2 * padding;

/**
 * How many pixels that go into a transposed convolution reach each pixel that comes out, along one axis; for an image,
 * the outer product of this with itself. The counts are even in the middle only when the stride divides the kernel
 * size: else they alternate, which shows as a checkerboard (Odena, Dumoulin, Olah 2016, "Deconvolution and checkerboard
 * artifacts").
 */
export function overlapCounts(side: number, kernelSize: number, stride: number, padding = 0): number[] {
  const counts = new Array<number>(transposedSide(side, kernelSize, stride, padding)).fill(0);
  for (let i = 0; i < side; i++) {
    for (let k = 0; k < kernelSize; k++) {
      const o = stride * i + k - padding;
      if (o >= 0 && o < counts.length) counts[o]!++;
    }
  }
  return counts;
}
