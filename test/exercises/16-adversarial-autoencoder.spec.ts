import { notebookSpec } from 'saddlepoint-course';
import { aggregate } from './16-adversarial-autoencoder.aggregate';
import { gameValue } from './16-adversarial-autoencoder.gameValue';
import { headLabels } from './16-adversarial-autoencoder.headLabels';
import { headPenalty } from './16-adversarial-autoencoder.headPenalty';
import { petal } from './16-adversarial-autoencoder.petal';

export default notebookSpec('16-adversarial-autoencoder', [gameValue, aggregate, petal, headLabels, headPenalty]);
