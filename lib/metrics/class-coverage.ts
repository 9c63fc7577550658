import { argMax, checkRows, type Rows } from './rows';

export interface ClassCoverage {
  /** how many samples the classifier gives to each class [K] */
  counts: number[];
  /** how many classes have at least the asked share of the samples */
  covered: number;
}

/**
 * How many classes a generator makes: a class is covered when at least `share` of the samples are most probably of
 * it. A tenth of 10,000 balanced MNIST samples is 1,000 a class; the default asks for 100.
 * @param probabilities [N, K], p(y | x) of every sample
 * @param share in (0, 1]
 * @throws RangeError when there is no row or rows differ in length
 */
export function classCoverage(probabilities: Rows, share = 0.01): ClassCoverage {
  checkRows(probabilities, 'classCoverage');
  const counts = Array.from(probabilities[0]!, () => 0);
  for (const row of probabilities) counts[argMax(row)]! += 1;
  return { counts, covered: counts.filter((count) => count >= share * probabilities.length).length };
}
