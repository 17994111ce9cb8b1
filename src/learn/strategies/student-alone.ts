import type { Recipe, Term, World } from '../strategy.js';

/** The recipe of most strategies: one phase in which nothing but the student moves, and which makes the student. */
export const studentAlone = ({ student }: World, terms: readonly Term[]): Recipe => ({
  phases: [{ name: 'train', learners: [{ name: 'student', modules: [student], terms }] }],
  product: student,
});
