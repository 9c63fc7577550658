export type { Rows } from './rows';
export { inceptionScore } from './inception-score';
export { classCoverage, type ClassCoverage } from './class-coverage';
export { frechetDistance, frechetDistanceOfGaussians } from './frechet';
export { nearestNeighbours, type Neighbours } from './nearest-neighbours';
export { memorisation, type Memorisation } from './memorisation';
export { assignedLabels, clusterLabelError, headLabels, majorityLabels, type LabelOfCluster } from './cluster-labels';
export { pathRatio } from './interpolation';
export { MnistNet, mnistNet } from './mnist-net';
