import type { ConceptMeasure } from './concept-measure.js';
import { conceptScores, type ScoreSettings } from './concept-score.js';
import { type ShareSettings, sharesOf } from './shares.js';

export interface WeightSettings extends ShareSettings, Omit<ScoreSettings, 'targets'> {
  /** π_c of each concept, scaled to add up to one; absent: all alike. */
  readonly importance?: readonly number[] | undefined;
  /** Names of the classes that count; absent: all, by how often they are. */
  readonly targets?: readonly string[] | undefined;
  /** What is done where no score is above 0. */
  readonly fallback: 'uniform' | 'ungated';
}

/** What teachers weigh. */
export interface TeacherWeights {
  /** For all examples alike, adding up to one. */
  readonly global: readonly number[];
  /** For each class, [classes][teachers], each row adding up to one. */
  readonly byClass: readonly (readonly number[])[];
  /** Where nothing was found to weigh by, as a sentence fragment. */
  readonly warnings: readonly string[];
}

/**
 * From sensitivities to weights: s_m = Σ_c π_c Σ_k ρ_k φ_{m,c,k} with ρ the class prior, or uniform over the target
 * classes; w_m = s_m / Σ_j s_j, sharpened and with a floor. By class, the same without the sum over k.
 */
export function teacherWeights(teachers: readonly ConceptMeasure[], settings: WeightSettings): TeacherWeights {
  const [first] = teachers;
  const classes = first?.classNames ?? [];
  const targets = targetsOf(classes, settings.targets);
  const importance = scaled(settings.importance ?? first?.concepts.map(() => 1) ?? []);
  const prior = settings.targets ? scaled(classes.map((_, k) => (targets.includes(k) ? 1 : 0))) : (first?.prior ?? []);
  const scoresWith = (gate: boolean): readonly (readonly number[])[] =>
    teachers.map(teacher => {
      const found = conceptScores(teacher, { ...settings, gate, targets }); // [concepts][classes]
      return classes.map((_, k) => total(importance, c => found[c]?.[k] ?? 0));
    });
  const byTeacher = scoresWith(settings.gate); // [teachers][classes]
  const other = settings.fallback === 'ungated' ? scoresWith(false) : byTeacher;
  const weigh = (of: (scores: readonly number[]) => number): readonly number[] =>
    sharesOf(byTeacher.map(of), settings) ??
    sharesOf(other.map(of), settings) ??
    teachers.map(() => 1 / teachers.length);
  const overall = (scores: readonly number[]): number => total(prior, k => scores[k] ?? 0);
  return {
    global: weigh(overall),
    byClass: classes.map((_, k) => weigh(scores => scores[k] ?? 0)),
    warnings: byTeacher.every(scores => overall(scores) === 0) ? [nothingFound(settings)] : [],
  };
}

/** Classes by index; all where none is named. Names ignore case. */
export const targetsOf = (classes: readonly string[], targets: readonly string[] | undefined): readonly number[] => {
  const wanted = targets?.map(name => name.toLowerCase());
  return classes.flatMap((name, index) => (!wanted || wanted.includes(name.toLowerCase()) ? [index] : []));
};

const nothingFound = ({ gate, fallback }: WeightSettings): string =>
  `no teacher is sensitive to any concept${gate ? ' beyond chance' : ''}: ${
    fallback === 'uniform' ? 'all count alike' : 'weights come from scores that are not significant'
  }`;

const total = (factors: readonly number[], of: (index: number) => number): number =>
  factors.reduce((sum, factor, index) => sum + factor * of(index), 0);

const scaled = (values: readonly number[]): readonly number[] => {
  const sum = values.reduce((all, value) => all + value, 0);
  return values.map(value => value / sum);
};
