import { notebookSpec } from 'saddlepoint-course';
import { foldedDensity } from './05-reparameterization.foldedDensity';
import { mixturePath } from './05-reparameterization.mixturePath';
import { pathwise } from './05-reparameterization.pathwise';
import { quantile } from './05-reparameterization.quantile';
import { scoreFunction } from './05-reparameterization.scoreFunction';

export default notebookSpec('05-reparameterization', [scoreFunction, pathwise, quantile, mixturePath, foldedDensity]);
