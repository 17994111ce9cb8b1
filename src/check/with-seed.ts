import type { Origin, Trial } from './experiment.js';

const known = new WeakMap<Trial, Map<number, Trial>>();

/** The same point at another seed, with all it takes from other experiments at that seed too. Equal arguments give one object. */
export function withSeed(trial: Trial, seed: number): Trial {
  if (trial.seed === seed) return trial;
  const others = known.get(trial) ?? new Map<number, Trial>();
  known.set(trial, others);
  const before = others.get(seed);
  if (before) return before;
  const { student } = trial;
  const other: Trial = {
    ...trial,
    seed,
    student: student.start ? { ...student, start: move(student.start, seed) } : student,
    teachers: trial.teachers.map(teacher =>
      teacher.origin.from === 'trial' ? { ...teacher, origin: move(teacher.origin, seed) } : teacher,
    ),
  };
  others.set(seed, other);
  return other;
}

const move = (origin: Origin, seed: number): Origin =>
  origin.from === 'trial' ? { from: 'trial', trial: withSeed(origin.trial, seed) } : origin;
