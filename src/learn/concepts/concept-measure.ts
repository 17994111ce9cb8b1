/** What was found of some concepts in one net: the content of the object of a `concepts` job, beside the vectors. */
export interface ConceptMeasure {
  readonly tap: string;
  /** Length of a vector. */
  readonly features: number;
  readonly classNames: readonly string[];
  /** Share of each class among the labeled training examples. */
  readonly prior: readonly number[];
  /** In the order of the strategy's `concepts`. */
  readonly concepts: readonly MeasuredConcept[];
}

export interface MeasuredConcept {
  /** How well each vector tells images it was not fitted to apart; in the order of the random sets. */
  readonly accuracies: readonly number[];
  /** Which of the vectors were good enough to be asked. */
  readonly kept: readonly boolean[];
  /** By class. */
  readonly classes: readonly ClassSensitivity[];
}

/** How a class's logit answers to a concept. */
export interface ClassSensitivity {
  /** By vector that was kept. */
  readonly tcav: readonly number[];
  /** The same of vectors between two random sets: what chance gives. */
  readonly random: readonly number[];
  /** Of a two-sided t test of the one against the other, not corrected for the number of tests. */
  readonly p: number;
  /** Absent where neither varies. */
  readonly t?: number;
  /** Means over the vectors that were kept; 0 where none was. */
  readonly smooth: number;
  readonly magnitude: number;
  readonly raw: number;
}
