import { notebookSpec } from 'saddlepoint-course';
import { aevbLoss } from './06-vae.aevbLoss';
import { closedFormKL } from './06-vae.closedFormKL';
import { importanceBound } from './06-vae.importanceBound';
import { latentGrid } from './06-vae.latentGrid';
import { reparameterize } from './06-vae.reparameterize';

export default notebookSpec('06-vae', [closedFormKL, reparameterize, aevbLoss, latentGrid, importanceBound]);
