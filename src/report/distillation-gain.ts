import type { MetricLookup } from './metric.js';
import type { CellResult, ExperimentResult } from './results.js';
import type { TeacherResult } from './teachers.js';

/** What the best student is beside the best teacher. */
export interface DistillationGain {
  readonly metric: string;
  readonly teacher: TeacherResult & { readonly value: number };
  readonly student: { readonly cell: CellResult; readonly value: number };
  /** How far it came from the student without teachers to the teacher, 0 to 1; absent unless it is shown to be better. */
  readonly share?: number;
}

/** Compares the best students with the best teacher, both measured on the test part. Absent without teachers, or results. */
export function distillationGain(experiment: ExperimentResult, lookup: MetricLookup): DistillationGain | undefined {
  const metric = experiment.compare?.metric ?? 'accuracy';
  const better = lookup(metric).better;
  if (better === undefined) return undefined;
  const teacher = best(
    experiment.teachers.filter(({ part }) => part === 'test'),
    ({ metrics }) => metrics[metric],
    better,
  );
  const student = best(
    experiment.cells.filter(({ stoppedEarly }) => !stoppedEarly),
    ({ metrics }) => metrics[metric]?.mean,
    better,
  );
  if (!teacher || !student) return undefined;
  const share = shareOf(student.item.against, student.value, teacher.value);
  return {
    metric,
    teacher: { ...teacher.item, value: teacher.value },
    student: { cell: student.item, value: student.value },
    ...(share === undefined ? {} : { share }),
  };
}

function shareOf(against: CellResult['against'], student: number, teacher: number): number | undefined {
  if (against?.baseline !== 'none' || against.verdict !== 'better' || against.difference === undefined)
    return undefined;
  const share = against.difference / (teacher - (student - against.difference));
  return share > 0 && share <= 1 ? share : undefined;
}

function best<Item>(
  items: readonly Item[],
  measureOf: (item: Item) => number | undefined,
  better: 'larger' | 'smaller',
): { readonly item: Item; readonly value: number } | undefined {
  let found: { readonly item: Item; readonly value: number } | undefined;
  for (const item of items) {
    const value = measureOf(item);
    if (value === undefined || !Number.isFinite(value)) continue;
    if (!found || (better === 'larger' ? value > found.value : value < found.value)) found = { item, value };
  }
  return found;
}
