import { notebookSpec } from 'saddlepoint-course';
import { diluted } from './10-mlp-gan-and-evaluation.diluted';
import { frechetDiagonal } from './10-mlp-gan-and-evaluation.frechetDiagonal';
import { moveCentres } from './10-mlp-gan-and-evaluation.moveCentres';
import { parzenLogDensity } from './10-mlp-gan-and-evaluation.parzenLogDensity';
import { wilson } from './10-mlp-gan-and-evaluation.wilson';

export default notebookSpec('10-mlp-gan-and-evaluation', [
  parzenLogDensity,
  moveCentres,
  diluted,
  frechetDiagonal,
  wilson,
]);
