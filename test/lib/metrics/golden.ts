import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Golden {
  inceptionScore: { probabilities: number[][]; score: number };
  frechet: { a: number[][]; b: number[][]; distance: number };
  neighbours: { queries: number[][][]; references: number[][][]; index: number[]; distance: number[] };
  assignment: { clusters: number[]; labels: number[]; assignedError: number; majorityError: number };
}

/** What SciPy says, in float64: test/golden/metrics.py. */
export const golden = JSON.parse(readFileSync(join(__dirname, '../../golden/metrics.json'), 'utf8')) as Golden;
