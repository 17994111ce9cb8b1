import {
  count,
  fields,
  flag,
  listOf,
  measured,
  number,
  oneOf,
  optional,
  recordOf,
  type Shape,
  text,
} from '../lib/shape.js';
import { jobIdShape as job } from '../plan/index.js';
import type { RunFact } from './events.js';
import { failureReasons } from './read-message.js';

const metrics = recordOf(measured);
const done = { job, metrics, warnings: listOf(text), seconds: number };

/** What every kind of event says, by its type. */
export const eventShapes: Readonly<Record<RunFact['type'], Shape>> = {
  'run-started': fields({ run: text, command: listOf(text), workers: count }),
  'run-resumed': fields({ workers: count }),
  'job-cached': fields(done),
  'job-started': fields({ job, attempt: count, slot: count }),
  'job-resumed': fields({ job, attempt: count, from: count, epoch: count, epochs: count, step: count }),
  'epoch-finished': fields({
    job,
    phase: text,
    epoch: count,
    epochs: count,
    losses: metrics,
    metrics,
    rates: optional(metrics),
    seconds: number,
  }),
  'job-finished': fields({ ...done, slot: count }),
  'job-failed': fields({ job, slot: count, attempt: count, reason: oneOf(...Object.keys(failureReasons)), text }),
  'job-retried': fields({ job, attempt: count }),
  'job-stopped': fields({ job, slot: count }),
  'job-canceled': fields({ job, because: text }),
  'cell-stopped-early': fields({
    experiment: count,
    cell: count,
    epoch: number,
    metric: text,
    value: measured,
    seeds: count,
    best: measured,
    needed: measured,
    cells: count,
    places: count,
  }),
  'trial-finished': fields({
    trial: text,
    state: oneOf('done', 'failed', 'canceled'),
    because: optional(oneOf('stopped-early', 'trial-stopped')),
  }),
  'trial-retried': fields({ trial: text }),
  'preflight-started': fields({ kinds: count }),
  'preflight-finished': fields({ kinds: count, doomed: count, seconds: number }),
  'object-damaged': fields({ job, text }),
  'worker-started': fields({ slot: count, pid: count }),
  'worker-ended': fields({ slot: count, text }),
  'slot-opened': fields({ slot: count, index: count, uuid: text, name: text }),
  'slot-closed': fields({ slot: count, because: oneOf('idle', 'quarantined') }),
  'cards-awaited': fields({ text }),
  'stop-asked': fields({ by: text }),
  'run-paused': fields({}),
  'run-unpaused': fields({}),
  'workers-changed': fields({ workers: count }),
  'job-held': fields({ job, by: text }),
  'job-released': fields({ job }),
  'request-answered': fields({ request: count, accepted: flag, text }),
  'run-finished': fields({ state: oneOf('done', 'failed', 'stopped') }),
};
