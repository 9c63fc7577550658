import { setKernel } from '../kernels/kernel';
import { execute, float, type } from './operation';

/** The gradients of the rectifiers: see ../gradients/rectifiers. */
export function setRectifierKernels(): void {
  const attrsOf = ({ alpha }: { alpha?: number }) => [
    type('T', 'TF_FLOAT'),
    ...(alpha === undefined ? [] : [float('alpha', alpha)]),
  ];
  for (const kernel of ['ReluGrad', 'Relu6Grad', 'LeakyReluGrad']) {
    setKernel<{ alpha?: number }>(['tensorflow'], kernel, ({ dy, x }, attrs) =>
      execute(kernel, attrsOf(attrs), [dy!, x!]),
    );
  }
}
