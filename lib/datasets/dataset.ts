/** Data that hands out batches; every data set of the library does it the same way. */
export interface Dataset<Batch> {
  readonly name: string;
  /** number of examples */
  readonly size: number;
  /**
   * One epoch in a fresh random order (drawn from the seeded generator when the iteration starts), batch by batch; a
   * last batch that would be smaller than `batchSize` is left out. Who takes a batch disposes of it.
   */
  batches(batchSize: number): Iterable<Batch>;
}
