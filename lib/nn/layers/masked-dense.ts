// Germain, Gregor, Murray, Larochelle 2015, "MADE: masked autoencoder for distribution estimation", arXiv:1502.03509.
import { tf } from '../../backend/tf';
import { expectShape, expectTensor } from './input';
import { shipped, withKernel, type KernelLayer } from './shipped';

type DenseArgs = Parameters<typeof tf.layers.dense>[0];

export interface Degrees {
  /** m of each unit that goes in: the number of the last variable that it may know; 0 for what all may know */
  inputDegrees: readonly number[];
  /** m of each unit that comes out; their number is the number of units */
  outputDegrees: readonly number[];
}

export interface MaskedDenseArgs extends Degrees, Omit<DenseArgs, 'units'> {
  /** true in the layer that gives the output: unit d may know the variables before d, not d (eq. 10 in place of 9) */
  strict?: boolean;
}

/** 1 where the unit that comes out may see the one that goes in, [inputs, units]: equations 9 and 10. */
function maskOf({ inputDegrees, outputDegrees }: Degrees, strict: boolean): tf.Tensor2D {
  const sees = (from: number, to: number) => (strict ? to > from : to >= from);
  return tf.tensor2d(inputDegrees.map((from) => outputDegrees.map((to) => (sees(from, to) ? 1 : 0))));
}

const Dense = shipped<DenseArgs, KernelLayer>('Dense');

/** See maskedDense. */
export class MaskedDense extends Dense {
  static override readonly className = 'MaskedDense';
  private degrees: Degrees;
  private readonly strict: boolean;
  private mask: tf.LayerVariable | undefined;

  constructor({ inputDegrees, outputDegrees, strict = false, ...dense }: MaskedDenseArgs) {
    super({ ...dense, units: outputDegrees.length });
    this.degrees = { inputDegrees, outputDegrees };
    this.strict = strict;
    this.inputSpec = []; // the checks below say more
  }

  private get sizes() {
    return ['B', '...', this.degrees.inputDegrees.length];
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const { inputDegrees, outputDegrees } = this.degrees;
    expectShape(this, inputShape as tf.Shape, this.sizes);
    super.build(inputShape);
    this.inputSpec = [];
    const shape = [inputDegrees.length, outputDegrees.length];
    this.mask = this.addWeight('mask', shape, 'float32', tf.initializers.zeros(), undefined, false);
    this.setDegrees(this.degrees);
  }

  /**
   * Other degrees, and so another mask: the paper's order- and connectivity-agnostic training (sections 4.2 and 4.3)
   * draws them anew for every minibatch. The mask is stored with the weights.
   *
   * @throws when there are more or fewer degrees than units
   */
  setDegrees(degrees: Degrees): void {
    for (const side of ['inputDegrees', 'outputDegrees'] as const) {
      if (degrees[side].length !== this.degrees[side].length) {
        throw new RangeError(
          `The layer '${this.name}' needs ${this.degrees[side].length} ${side}, but got ${degrees[side].length}.`,
        );
      }
    }
    this.degrees = degrees;
    tf.tidy(() => void this.mask?.write(maskOf(degrees, this.strict)));
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    expectShape(this, inputShape as tf.Shape, this.sizes);
    return super.computeOutputShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Parameters<KernelLayer['call']>[1]): tf.Tensor | tf.Tensor[] {
    const x = expectTensor(this, inputs, this.sizes);
    return tf.tidy(() => withKernel(this, this.kernel.read().mul(this.mask!.read()), () => super.call(x, kwargs)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { inputDegrees, outputDegrees } = this.degrees;
    const degrees = { inputDegrees: [...inputDegrees], outputDegrees: [...outputDegrees] };
    return { ...super.getConfig(), ...degrees, strict: this.strict };
  }
}
tf.serialization.registerClass(MaskedDense);

/**
 * A dense layer whose kernel is multiplied by a mask, so that a network of them is autoregressive: what comes out for
 * variable d knows the variables before d only. [B, inputs] -> [B, units]
 *
 * A unit of degree m sees units of degree m or less (equation 9), with `strict` of less than m (equation 10). With
 * `inputDegrees` 1 .. D, hidden degrees of hiddenDegrees() and a strict last layer whose outputDegrees are 1 .. D, once
 * for each number that the conditional of a variable needs, the Jacobian is strictly lower triangular. A unit of degree
 * 0, such as one of a context that goes in beside x, is seen by all.
 *
 * @param args as those of tf.layers.dense, with degrees in place of units
 * @throws when what goes in is not as wide as there are inputDegrees, or is not of type float32
 */
export const maskedDense = (args: MaskedDenseArgs): MaskedDense => new MaskedDense(args);

/**
 * Degrees of a hidden layer, each uniform between the least degree of the layer before and D - 1 (section 4): a unit of
 * degree D would see all of x and could serve no output.
 *
 * @param previous degrees of the layer before
 * @param variables D, how many variables x has
 */
export function hiddenDegrees(units: number, previous: readonly number[], variables: number): number[] {
  const least = Math.min(...previous);
  const choices = Math.max(1, variables - least);
  return Array.from({ length: units }, () => least + Math.floor(choices * Math.random()));
}
