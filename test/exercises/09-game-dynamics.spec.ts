import { notebookSpec } from 'saddlepoint-course';
import { algorithm1 } from './09-game-dynamics.algorithm1';
import { descentAscent } from './09-game-dynamics.descentAscent';
import { extragradientStep } from './09-game-dynamics.extragradientStep';
import { modesCovered } from './09-game-dynamics.modesCovered';
import { orderOfMoves } from './09-game-dynamics.orderOfMoves';

export default notebookSpec('09-game-dynamics', [
  descentAscent,
  extragradientStep,
  orderOfMoves,
  algorithm1,
  modesCovered,
]);
