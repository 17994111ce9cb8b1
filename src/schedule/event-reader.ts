import type { Plan } from '../plan/index.js';
import { type JournalEntry, type RunFolder, StoreError } from '../store/index.js';
import { eventShapes } from './event-shapes.js';
import type { RunEvent } from './events.js';

/**
 * Makes events of a run's journal entries. A journal may come from anywhere: what is read has the shape that its type
 * says, and speaks of jobs, trials and cells of the plan alone. Types that only a newer kd knows are left out.
 *
 * @throws StoreError naming file and line
 */
export function eventReader(
  run: Pick<RunFolder, 'folder'>,
  plan: Plan,
): (entries: readonly JournalEntry[]) => RunEvent[] {
  const jobs = new Set<string>(plan.jobs.map(({ id }) => id));
  const trials = new Set(plan.experiments.flatMap(experiment => experiment.trials.map(({ id }) => id)));

  function stranger(event: RunEvent): string | undefined {
    if ('job' in event && !jobs.has(event.job)) return `the job ${event.job.slice(0, 12)}`;
    if ('trial' in event && !trials.has(event.trial)) return `the trial ${event.trial.slice(0, 40)}`;
    if (event.type === 'cell-stopped-early' && !plan.experiments[event.experiment]?.cells[event.cell])
      return `cell ${event.cell} of experiment ${event.experiment}`;
    return undefined;
  }

  function read(entry: JournalEntry): RunEvent | [] {
    const line = `${run.folder}/journal.jsonl: line ${entry.seq}`;
    if (!isKnown(entry.type)) return [];
    const wrong =
      eventShapes[entry.type](entry) ?? (Number.isNaN(Date.parse(entry.time)) ? '.time is not a time' : undefined);
    if (wrong !== undefined) throw new StoreError(`${line}: no ${entry.type} that kd wrote: ${wrong.slice(1)}`);
    const event = entry as RunEvent;
    const unknown = stranger(event);
    if (unknown !== undefined) throw new StoreError(`${line}: tells of ${unknown}, which the plan does not have`);
    return event;
  }

  return entries => entries.flatMap(read);
}

/** All events of a run so far. */
export const eventsOf = (run: RunFolder, plan: Plan): RunEvent[] => eventReader(run, plan)(run.events());

const isKnown = (type: string): type is RunEvent['type'] => Object.hasOwn(eventShapes, type);
