/** An op was differentiated that neither tfjs nor this library can differentiate, once or a second time. */
export class MissingGradientError extends Error {
  override readonly name = 'MissingGradientError';

  /** @param kernel tfjs's name of what was to be differentiated, e.g. CropAndResize, or LRNGrad for LRN's derivative */
  constructor(readonly kernel: string) {
    const op = kernel.replace(/(Grad|Backprop(Input|Filter)(V2)?)$/, '');
    const what =
      op === kernel ? `${op} has no derivative` : `${op} has no second derivative (its ${kernel} has no first)`;
    super(`${what} in tfjs: write it with ops that have one, or keep it out of the loss with stopGradient().`);
  }
}
