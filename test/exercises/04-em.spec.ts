import { notebookSpec } from 'saddlepoint-course';
import { eStep } from './04-em.eStep';
import { freeEnergy } from './04-em.freeEnergy';
import { meanField } from './04-em.meanField';
import { mStep } from './04-em.mStep';
import { staircase } from './04-em.staircase';

export default notebookSpec('04-em', [freeEnergy, eStep, mStep, staircase, meanField]);
