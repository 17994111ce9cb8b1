import type { Phase, Recipe, Term, World } from '../strategy.js';
import type { TermParts } from '../terms/index.js';

/**
 * The recipe of most strategies: one phase that makes the student, and in which nothing moves but the student and the
 * parts that its terms bring along.
 */
export const studentAlone = (world: World, terms: readonly Term[], parts: readonly TermParts[] = []): Recipe => ({
  phases: [studentPhase('train', world, terms, parts)],
  product: world.student,
});

/** A phase of that kind. */
export const studentPhase = (
  name: string,
  { student }: World,
  terms: readonly Term[],
  parts: readonly TermParts[] = [],
): Phase => ({
  name,
  learners: [{ name: 'student', modules: [student, ...parts.flatMap(({ modules }) => modules)], terms }],
  ...(parts.some(({ fullBatches }) => fullBatches) ? { stream: { dropLast: true } } : {}),
});
