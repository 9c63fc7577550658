import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Golden {
  whitening: { x: number[][]; epsilon: number; mean: number[]; matrix: number[][] };
  patches: {
    x: number[][][][];
    side: number;
    contrast: number;
    mean: number[];
    matrix: number[][];
    centroids: number[][];
    features: number[][];
  };
  pools: { x: number[][][][]; grids: { side: number; max: number[][][][] }[] };
  clusterKernel: { x: number[][]; width: number; steps: number; kernel: number[][] };
  transduction: {
    x: number[][];
    u: number[][];
    weights: number[];
    bias: number;
    labels: number[];
    alone: number[];
  };
  moved: {
    image: number[][];
    map: [number, number, number, number, number, number];
    background: number;
    moved: number[][];
  };
}

/** What NumPy, SciPy, PyTorch and scikit-learn say, in float64: test/golden/few-labels.py. */
export const golden = JSON.parse(readFileSync(join(__dirname, '../golden/few-labels.json'), 'utf8')) as Golden;
