import { exercise, expectClose } from 'saddlepoint-course';

type Layers = { kernel: number; stride: number }[];
type ReceptiveField = { receptiveField: (layers: Layers) => number };

const chain = (...layers: [kernel: number, stride: number][]): Layers =>
  layers.map(([kernel, stride]) => ({ kernel, stride }));
/** C64-C128-C256-C512 of pix2pix, and the convolution that gives the logits. */
const paper = chain([4, 2], [4, 2], [4, 2], [4, 1], [4, 1]);
const small = chain([4, 2], [4, 2], [4, 1]);
const mixed = chain([3, 1], [5, 2], [3, 3], [7, 1]);

/** 1 + sum of (kernel - `less`) times the strides of the layers that `strides` takes. */
const reach = (layers: Layers, less: number, strides: (l: number) => Layers): number =>
  layers.reduce(
    (sum, { kernel }, l) => sum + (kernel - less) * strides(l).reduce((product, { stride }) => product * stride, 1),
    1,
  );
const right = (layers: Layers): number => reach(layers, 1, (l) => layers.slice(0, l));

export const receptiveField = exercise<ReceptiveField>({
  id: '23.1',
  title: 'What one logit of a PatchGAN sees',
  points: 3,
  tests: [
    {
      name: 'one convolution sees its kernel, whatever its stride',
      run: async (student) => {
        await expectClose(await student.receptiveField(chain([5, 1])), 5);
        await expectClose(await student.receptiveField(chain([4, 2])), 4);
      },
    },
    {
      name: 'two 3x3 convolutions: 5 pixels; 7 when the first has stride 2',
      run: async (student) => {
        await expectClose(await student.receptiveField(chain([3, 1], [3, 1])), 5);
        await expectClose(await student.receptiveField(chain([3, 2], [3, 1])), 7);
      },
    },
    {
      name: "pix2pix's discriminator sees 70 pixels",
      run: async (student) => {
        await expectClose(await student.receptiveField(paper), 70);
      },
    },
    {
      name: 'ours sees 22, and a 1x1 convolution adds nothing',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.receptiveField(small), 22);
        await expectClose(await student.receptiveField([...small, ...chain([1, 1])]), 22);
      },
    },
    {
      name: 'kernels and strides of all sizes; without a layer one pixel',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.receptiveField(mixed), right(mixed));
        await expectClose(await student.receptiveField([]), 1);
      },
    },
  ],
  mistakes: [
    {
      name: 'the strides are forgotten',
      hint: 'Behind a stride of 2, one step is two pixels of the image: multiply by the strides of all layers before.',
      functions: { receptiveField: (layers) => reach(layers, 1, () => []) },
    },
    {
      name: "a layer's own stride counts already for itself",
      hint: "A layer's kernel lies on its input, so its reach is multiplied by the strides before it; its own stride matters only for the layers behind.",
      functions: { receptiveField: (layers) => reach(layers, 1, (l) => layers.slice(0, l + 1)) },
    },
    {
      name: 'k steps instead of k - 1',
      hint: 'A kernel of k pixels reaches k - 1 steps further than the pixel that it begins at.',
      functions: { receptiveField: (layers) => reach(layers, 0, (l) => layers.slice(0, l)) },
    },
    {
      name: 'from the last layer to the first',
      hint: 'The strides that count are those of the layers nearer to the image, not of those behind.',
      functions: { receptiveField: (layers) => reach(layers, 1, (l) => layers.slice(l + 1)) },
    },
    {
      name: 'only the stride just before',
      hint: 'Strides multiply: behind two layers of stride 2 a step is four pixels.',
      functions: { receptiveField: (layers) => reach(layers, 1, (l) => layers.slice(Math.max(0, l - 1), l)) },
    },
  ],
  probe: async (student) => [await student.receptiveField(paper), await student.receptiveField(mixed)],
});
