import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Interval } from 'saddlepoint';

interface Golden {
  parzen: {
    samples: number[][];
    validation: number[][];
    test: number[][];
    at: { sigma: number; logDensities: number[] };
    sigma: number;
    logLikelihood: number;
    standardError: number;
  };
  binomial: {
    successes: number;
    trials: number;
    confidence: number;
    upperTail: number;
    clopperPearson: Interval;
    wilson: Interval;
  }[];
  kMeans: { x: number[][]; start: number[][]; centres: Record<'1' | '3', number[][]>; distortion: number };
}

/** What SciPy and scikit-learn say, in float64: test/golden/evaluation.py. */
export const golden = JSON.parse(readFileSync(join(__dirname, '../../golden/evaluation.json'), 'utf8')) as Golden;
