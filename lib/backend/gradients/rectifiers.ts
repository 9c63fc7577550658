import { none, repair, run, type Repair } from './repair';

/*
 * relu, relu6 and leakyRelu are linear pieces: their gradient is dy times the slope of the piece that x lies on, one
 * kernel of ours, and the gradient of that kernel with respect to dy is the kernel itself.
 */
const slow = 'composes its gradient of a comparison, choices and products, up to six kernels of the size of x';
const ours = 'is a kernel of ours';

export const rectifiers: Repair[] = ['Relu', 'Relu6', 'LeakyRelu'].flatMap((kernel) => [
  repair<object>(kernel, slow, ['x'], (dy, [x], attrs) => ({
    x: () => run(`${kernel}Grad`, { dy, x: x! }, attrs),
  })),
  repair<object>(`${kernel}Grad`, ours, ['x'], (ddx, [x], attrs) => ({
    dy: () => run(`${kernel}Grad`, { dy: ddx, x: x! }, attrs),
    x: none(x!),
  })),
]);
