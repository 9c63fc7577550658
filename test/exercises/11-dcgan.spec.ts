import { notebookSpec } from 'saddlepoint-course';
import { batchNormalization } from './11-dcgan.batchNormalization';
import { inceptionScore } from './11-dcgan.inceptionScore';
import { losses } from './11-dcgan.losses';
import { slerp } from './11-dcgan.slerp';
import { transposedConvolution } from './11-dcgan.transposedConvolution';

export default notebookSpec('11-dcgan', [losses, transposedConvolution, batchNormalization, inceptionScore, slerp]);
