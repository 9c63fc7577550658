/** What a kernel was given and gave, as far as it is needed here. */
export interface Call {
  kernel: string;
  inputs: Record<string, { shape: readonly number[] } | null | undefined>;
  attrs: { transposeA?: boolean };
  /** of the first output */
  output: readonly number[];
}

const product = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);

/** Of each number that a matrix product gives. */
function inner({ inputs, attrs }: Call): number {
  const [rows, columns] = inputs['a']!.shape.slice(-2) as [number, number];
  return attrs.transposeA ? rows : columns;
}

/** A convolution and both its gradients have every tap meet every number of the narrower, convolved image. */
const taps = (image: readonly number[], [height, width, input]: readonly number[]) =>
  product(image) * height! * width! * input!;

/** The multiply-adds that the arithmetic of a kernel needs; 0 for kernels without products of matrices. */
export function multiplyAdds(call: Call): number {
  const { kernel, inputs, output } = call;
  const shape = (name: string) => inputs[name]!.shape;
  switch (kernel) {
    case 'BatchMatMul':
    case '_FusedMatMul':
      return product(output) * inner(call);
    case 'Dense':
      return product(output) * shape('w')[0]!;
    case 'DenseGradX':
      return product(output) * shape('dy')[1]!;
    case 'DenseGradW':
      return product(output) * shape('dy')[0]!;
    case 'Conv2D':
    case 'FusedConv2D':
      return taps(output, shape('filter'));
    case 'Conv2DBackpropInput':
      return taps(shape('dy'), shape('filter'));
    case 'Conv2DBackpropFilter':
      return taps(shape('dy'), output);
    default:
      return 0;
  }
}
