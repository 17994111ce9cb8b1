import { unit } from './activations.js';
import type { ConceptMeasure } from './concept-measure.js';

/** What was found of some concepts in one net, and the vectors it was found by. */
export interface FoundConcepts {
  readonly measure: ConceptMeasure;
  /** [concepts, vectors, features], each of length 1; also those that were not good enough. */
  readonly vectors: Float32Array;
}

/** The mean direction of a concept's vectors that were good enough, of length 1; of zeros where there is none. */
export function meanDirection({ measure, vectors }: FoundConcepts, concept: number): Float64Array {
  const { features, concepts } = measure;
  const kept = concepts[concept]?.kept ?? [];
  const sum = new Float64Array(features);
  kept.forEach((isKept, vector) => {
    if (!isKept) return;
    const from = (concept * kept.length + vector) * features;
    for (let at = 0; at < features; at++) sum[at] = (sum[at] ?? 0) + (vectors[from + at] ?? 0);
  });
  return unit(sum);
}
