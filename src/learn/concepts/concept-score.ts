import { unreachable } from '../../lib/bug.js';
import type { ClassSensitivity, ConceptMeasure } from './concept-measure.js';

export type ScoreName = 'tcav' | 'excess' | 'smooth' | 'magnitude' | 'raw' | 'unsigned';

export interface ScoreSettings {
  readonly score: ScoreName;
  /** Whether what is not significant counts as 0. */
  readonly gate: boolean;
  /** Bound of p, before it is divided by the number of tests: concepts × classes. */
  readonly significance: number;
  /** Classes that are looked at, by index. */
  readonly targets: readonly number[];
}

/** How sensitive a class is to a concept, φ_{c,k} ≥ 0, before the gate. 0 where no vector was good enough. */
export function conceptScore(found: ClassSensitivity, score: ScoreName): number {
  if (found.tcav.length === 0) return 0;
  const tcav = mean(found.tcav);
  switch (score) {
    case 'tcav':
      return tcav;
    case 'excess':
      return Math.max(0, tcav - mean(found.random));
    case 'unsigned':
      return 2 * Math.abs(tcav - 0.5);
    case 'smooth':
    case 'magnitude':
    case 'raw':
      return found[score];
    default:
      return unreachable(score);
  }
}

/** Whether a class's sensitivity to a concept is more than chance, with Bonferroni's correction over what a net is asked. */
export const isSignificant = (p: number, significance: number, tests: number): boolean => p < significance / tests;

/** φ of a net: [concepts][classes]. Classes that are not looked at have 0. */
export function conceptScores(
  { concepts, classNames }: ConceptMeasure,
  { score, gate, significance, targets }: ScoreSettings,
): readonly (readonly number[])[] {
  const tests = concepts.length * targets.length;
  return concepts.map(({ classes }) =>
    classNames.map((_, index) => {
      const found = classes[index];
      if (!found || !targets.includes(index)) return 0;
      return gate && !isSignificant(found.p, significance, tests) ? 0 : conceptScore(found, score);
    }),
  );
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
