import * as tf from '@tensorflow/tfjs';

/** The parts of tfjs's convolution layers that we need; tfjs registers the classes, but does not export them. */
interface Convolution {
  name: string;
  dilationRate: number | number[];
  build: (this: Convolution, inputShape: tf.Shape | tf.Shape[]) => void;
}
interface ConvolutionClass {
  prototype: Convolution;
  verifyArgs: (args: { name?: string; groups?: number }) => void;
}

const classOf = (name: string) =>
  tf.serialization.SerializationMap.getMap().classNameMap[name]![0] as unknown as ConvolutionClass;
const parentOf = (child: ConvolutionClass) => Object.getPrototypeOf(child) as ConvolutionClass;

/** Every convolution layer checks its arguments by the static method of one class, the base of all. */
function refuseGroups(): void {
  const base = parentOf(parentOf(classOf('Conv2D')));
  const shipped = base.verifyArgs.bind(base);
  base.verifyArgs = (args) => {
    if ((args.groups ?? 1) !== 1) {
      throw new Error(
        `tfjs has no convolution in ${args.groups!} groups, and would leave the option out: take depthwiseConv2d, or split ` +
          'the channels, convolve each part and concatenate.',
      );
    }
    shipped(args);
  };
}

function refuseDilation(className: string, remedy: string): void {
  const { prototype } = classOf(className);
  const shipped = prototype.build;
  prototype.build = function (inputShape) {
    if ([this.dilationRate].flat().some((rate) => rate !== 1)) {
      throw new Error(
        `The layer '${this.name}' would leave its dilationRate [${[this.dilationRate].flat()}] out: ${remedy}.`,
      );
    }
    shipped.call(this, inputShape);
  };
}

/** Makes tf.layers refuse the options that it would ignore without a word, in networks that are loaded too. */
export function refuseIgnoredOptions(): void {
  refuseGroups();
  refuseDilation(
    'Conv2DTranspose',
    'tfjs has no dilated transposed convolution, take upSampling2d and a dilated conv2d',
  );
  refuseDilation('Conv3DTranspose', 'tfjs has no dilated transposed convolution');
  refuseDilation('DepthwiseConv2D', 'take the op tf.depthwiseConv2d, which has dilations');
}
