import { notebookSpec } from 'saddlepoint-course';
import { bestDiscriminator } from './08-optimal-discriminator.bestDiscriminator';
import { generatorGradient } from './08-optimal-discriminator.generatorGradient';
import { jensenShannon } from './08-optimal-discriminator.jensenShannon';
import { logitGradients } from './08-optimal-discriminator.logitGradients';
import { minimaxValue } from './08-optimal-discriminator.minimaxValue';

export default notebookSpec('08-optimal-discriminator', [
  minimaxValue,
  bestDiscriminator,
  jensenShannon,
  generatorGradient,
  logitGradients,
]);
