import { notebookSpec } from 'saddlepoint-course';
import { besideLabels } from './13-conditional-gan.besideLabels';
import { bestValue } from './13-conditional-gan.bestValue';
import { conditionalBatchNorm } from './13-conditional-gan.conditionalBatchNorm';
import { nearestLabels } from './13-conditional-gan.nearestLabels';
import { projectionLogit } from './13-conditional-gan.projectionLogit';

const exercises = [bestValue, besideLabels, conditionalBatchNorm, projectionLogit, nearestLabels];
export default notebookSpec('13-conditional-gan', exercises);
