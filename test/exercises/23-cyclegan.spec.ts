import { notebookSpec } from 'saddlepoint-course';
import { cycleLoss } from './23-cyclegan.cycleLoss';
import { imagePool } from './23-cyclegan.imagePool';
import { leastSquares } from './23-cyclegan.leastSquares';
import { receptiveField } from './23-cyclegan.receptiveField';
import { unpairedHalves } from './23-cyclegan.unpairedHalves';

export default notebookSpec('23-cyclegan', [receptiveField, leastSquares, cycleLoss, imagePool, unpairedHalves]);
