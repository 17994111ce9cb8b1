import { tfevents } from '../../formats/index.js';
import type { JobId, Plan } from '../../plan/index.js';
import type { RunEvent } from '../../schedule/events.js';
import type { PastEpoch } from '../training-epochs.js';
import { type Board, boardsOf, hparamTable } from './boards.js';

/** What of the outside the curves need. */
export interface BoardSources {
  /** Epochs of a training whose result was in the store already. */
  readonly history: (training: JobId) => readonly PastEpoch[];
  /** Names of the metrics that results will have, all of them up front. */
  readonly metrics: readonly string[];
}

/** Records for one folder. `anew`: what was there before is of another attempt at the trial, and goes. */
export interface Addition {
  readonly board: Board;
  readonly records: Uint8Array;
  readonly anew?: true;
}

export interface BoardRecords {
  readonly boards: readonly Board[];
  /** What a file of a board begins with. */
  header(board: Board, seconds: number): Uint8Array;
  /** What an event adds. Events of a run come in order, each once. */
  additions(event: RunEvent): readonly Addition[];
}

/** Curves and results of a run as records of TensorBoard: loss terms, metrics on the validation part, learning rates, results, time. */
export function boardRecords(plan: Plan, { history, metrics }: BoardSources): BoardRecords {
  const boards = boardsOf(plan);
  const table = hparamTable(plan, metrics);
  const byTraining = groupBy(boards, ({ training }) => training);
  const byEvaluation = groupBy(boards, ({ evaluation }) => evaluation);
  const byTrial = groupBy(boards, ({ trial }) => trial);
  const begun = new Set<JobId>();
  const lastEpochs = new Map<JobId, number>();

  function epoch(job: JobId, seconds: number, progress: PastEpoch): Uint8Array {
    const moment = { seconds, step: progress.epoch };
    // Epochs that an earlier attempt did and this one does again are dropped by readers; that takes a start at the first.
    const start = begun.delete(job) ? [tfevents.startRecord(moment)] : [];
    lastEpochs.set(job, progress.epoch);
    return Buffer.concat([...start, tfevents.scalarsRecord(moment, epochScalars(progress))]);
  }

  function stored(job: JobId, seconds: number): readonly Addition[] {
    const toFill = byTraining.get(job) ?? [];
    if (toFill.length === 0 || lastEpochs.has(job)) return [];
    begun.add(job);
    const records = Buffer.concat(history(job).map(past => epoch(job, seconds, past)));
    return toFill.map(board => ({ board, records }));
  }

  function results(evaluation: JobId, seconds: number, found: Readonly<Record<string, number>>): readonly Addition[] {
    return (byEvaluation.get(evaluation) ?? []).flatMap(board => {
      const curves = board.training ? stored(board.training, seconds) : [];
      const step = (board.training && lastEpochs.get(board.training)) ?? 0;
      return [...curves, { board, records: tfevents.scalarsRecord({ seconds, step }, prefixed('final', found)) }];
    });
  }

  return {
    boards,
    header: ({ session }, seconds) =>
      Buffer.concat([
        tfevents.fileVersionRecord(seconds),
        ...(session ? [tfevents.hparamTableRecord(seconds, table), tfevents.sessionStartRecord(seconds, session)] : []),
      ]),
    additions(event) {
      const seconds = Date.parse(event.time) / 1000;
      switch (event.type) {
        case 'job-started':
          begun.add(event.job);
          return [];
        case 'epoch-finished': {
          const toFill = byTraining.get(event.job) ?? [];
          const records = toFill.length > 0 ? epoch(event.job, seconds, event) : Buffer.alloc(0);
          return toFill.map(board => ({ board, records }));
        }
        case 'job-cached':
        case 'job-finished':
          return [
            ...(event.type === 'job-cached' ? stored(event.job, seconds) : []),
            ...results(event.job, seconds, event.metrics),
          ];
        case 'trial-finished': {
          if (event.state === 'canceled') return []; // it may yet be gone on with
          const records = tfevents.sessionEndRecord(seconds, event.state === 'done' ? 'success' : 'failure');
          return (byTrial.get(event.trial) ?? []).map(board => ({ board, records }));
        }
        case 'trial-retried':
          return (byTrial.get(event.trial) ?? []).map(board => ({ board, records: Buffer.alloc(0), anew: true }));
        default:
          return [];
      }
    },
  };
}

/** Events of a run so far, without the ends of trials that were tried again since. */
export function withoutUndoneEnds(events: readonly RunEvent[]): readonly RunEvent[] {
  const retried = new Map(
    events.flatMap(event => (event.type === 'trial-retried' ? [[event.trial, event.seq] as const] : [])),
  );
  return events.filter(event => {
    if (event.type === 'trial-retried') return false;
    return event.type !== 'trial-finished' || event.seq > (retried.get(event.trial) ?? 0);
  });
}

const epochScalars = ({ losses, metrics, rates = {}, seconds }: PastEpoch): Record<string, number> => ({
  ...prefixed('loss', losses),
  ...prefixed('validation', metrics),
  ...prefixed('lr', rates),
  ...(seconds === undefined ? {} : { 'time/epoch-seconds': seconds }),
});

/** A file of JSON has `null` for what was no number. */
const prefixed = (group: string, numbers: Readonly<Record<string, number | null>>): Record<string, number> =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [`${group}/${name}`, value ?? Number.NaN]));

function groupBy<Key>(boards: readonly Board[], keyOf: (board: Board) => Key | undefined): ReadonlyMap<Key, Board[]> {
  const groups = new Map<Key, Board[]>();
  for (const board of boards) {
    const key = keyOf(board);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), board]);
  }
  return groups;
}
