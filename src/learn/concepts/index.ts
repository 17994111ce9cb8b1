export type { ConceptMeasure, MeasuredConcept } from './concept-measure.js';
export { isSignificant } from './concept-score.js';
export { type FoundConcepts, meanDirection } from './found-concepts.js';
export { type ConceptQuestion, type MeasureSettings, measureConcepts } from './measure-concepts.js';
export { gradientsAt } from './tap-gradients.js';
export { type TeacherWeights, targetsOf, teacherWeights } from './teacher-weights.js';
