import type { JobId, Plan } from '../plan/index.js';
import { type Entrant, entrantsOf } from './entrants.js';

/** What a student had reached after an epoch of its training. */
export interface EpochReached {
  readonly job: JobId;
  /** From 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** On the validation part. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** A cell that is given up, and the numbers that were compared. */
export interface GivenUpCell {
  /** Indices into the plan. */
  readonly experiment: number;
  readonly cell: number;
  readonly epoch: number;
  readonly metric: string;
  /** Mean over the seeds that have reached the epoch, and how many these are. */
  readonly value: number;
  readonly seeds: number;
  /** The best of the cells that went on from there, and the one in the last place. */
  readonly best: number;
  readonly needed: number;
  /** How many cells have reached the epoch, and how many of them may go on. */
  readonly cells: number;
  readonly places: number;
}

/** What was heard and decided before, as the journal has it. */
export type PastFact =
  | ({ readonly type: 'epoch-finished' } & EpochReached)
  | ({ readonly type: 'cell-stopped-early' } & GivenUpCell);

/**
 * Successive halving in its asynchronous form that stops and never pauses (ASHA: Li et al., A System for Massively
 * Parallel Hyperparameter Tuning, 2020), over cells instead of single trainings. At a rung, after `grace`,
 * `grace × factor`, … epochs of its students, a cell is worth the mean of its seeds that have come so far. It is judged
 * whenever one of them comes, and given up where of the n cells that have come ⌈n/factor⌉ went on and are better.
 *
 * Holds, whatever is heard: fewer than `factor` cells stop nothing; baselines neither take part nor take a place; the
 * last cell of a data set that goes on is never given up. Changed in place, as the board; knows no time, so equal
 * events give equal decisions.
 */
export class EarlyStopping {
  readonly #entrants: readonly Entrant[];
  readonly #byStudent = new Map<JobId, Entrant[]>();

  constructor(plan: Pick<Plan, 'jobs' | 'experiments'>) {
    this.#entrants = entrantsOf(plan);
    for (const entrant of this.#entrants)
      for (const student of entrant.students)
        this.#byStudent.set(student, [...(this.#byStudent.get(student) ?? []), entrant]);
  }

  /** Takes in what a student has reached; the cells that are given up for it. */
  judge(reached: EpochReached): GivenUpCell[] {
    return this.#arrived(reached).flatMap(entrant => {
      const lost = verdict(entrant, reached.epoch);
      if (!lost) return [];
      entrant.givenUpAt = reached.epoch;
      return [lost];
    });
  }

  /** Takes in what happened before, in its order, and decides nothing. */
  recall(past: readonly PastFact[]): void {
    for (const fact of past)
      if (fact.type === 'epoch-finished') this.#arrived(fact);
      else
        for (const entrant of this.#entrants)
          if (entrant.experiment === fact.experiment && entrant.cell === fact.cell) entrant.givenUpAt = fact.epoch;
  }

  /** A student has failed for good: a cell that has no other takes no place from those that go on. */
  lose(student: JobId): void {
    for (const { students } of this.#byStudent.get(student) ?? []) students.delete(student);
  }

  /** Notes down what a student has reached; the cells that this brought to a rung. */
  #arrived({ job, epoch, epochs, metrics }: EpochReached): Entrant[] {
    // At the last epoch there is nothing left to save.
    if (epoch >= epochs) return [];
    return (this.#byStudent.get(job) ?? []).filter(({ contest: { rules }, rungs, givenUpAt }) => {
      const value = metrics[rules.metric];
      if (givenUpAt !== undefined || value === undefined || !Number.isFinite(value) || !isRung(epoch, rules))
        return false;
      rungs.set(epoch, new Map(rungs.get(epoch)).set(job, value));
      return true;
    });
  }
}

function isRung(epoch: number, { grace, factor }: Entrant['contest']['rules']): boolean {
  let rung = grace;
  while (rung < epoch) rung *= factor;
  return rung === epoch;
}

/** The cell's defeat at a rung it has reached, or nothing where it goes on. Of equal cells none is better. */
function verdict(entrant: Entrant, epoch: number): GivenUpCell | undefined {
  const { experiment, cell, contest } = entrant;
  const { metric, factor } = contest.rules;
  const isBetter = (a: number, b: number): boolean => (metric === 'nll' ? a < b : a > b);
  const value = meanAt(entrant, epoch);
  const came = contest.entrants.filter(({ rungs }) => rungs.has(epoch));
  const places = Math.ceil(came.length / factor);
  const ahead = came
    .filter(other => other !== entrant && hasPassed(other, epoch))
    .map(other => meanAt(other, epoch))
    .filter(mean => isBetter(mean, value))
    .sort((a, b) => (metric === 'nll' ? a - b : b - a));
  const [best, needed] = [ahead[0], ahead[places - 1]];
  if (best === undefined || needed === undefined || came.length < factor || isLast(entrant)) return undefined;
  const seeds = entrant.rungs.get(epoch)?.size ?? 0;
  return { experiment, cell, epoch, metric, value, seeds, best, needed, cells: came.length, places };
}

/** One that was given up at a later rung was good enough for this one; one that only failed shows nothing. */
const hasPassed = ({ students, givenUpAt = Number.POSITIVE_INFINITY }: Entrant, epoch: number): boolean =>
  students.size > 0 && givenUpAt > epoch;

const isLast = (entrant: Entrant): boolean =>
  entrant.contest.entrants.every(
    other => other === entrant || other.students.size === 0 || other.givenUpAt !== undefined,
  );

function meanAt({ rungs }: Entrant, epoch: number): number {
  const values = [...(rungs.get(epoch)?.values() ?? [])];
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
