/** What a person may ask of a run under way. */
export type RunRequest =
  /** Start nothing new, let running jobs write a checkpoint, end. */
  | { readonly type: 'stop' }
  /** End now. */
  | { readonly type: 'kill' }
  /** Start nothing new until `go-on`; what runs goes on. */
  | { readonly type: 'pause' }
  | { readonly type: 'go-on' }
  /** Stop what only this trial needs. */
  | { readonly type: 'stop-trial'; readonly trial: string }
  /** Try what failed of this trial again. */
  | { readonly type: 'retry-trial'; readonly trial: string }
  /** How many jobs may run side by side; those that are too many end first. */
  | { readonly type: 'set-workers'; readonly workers: number };

/** Most worker processes that one head may be asked for. */
const mostWorkers = 1024;

/** The request that was filed, or undefined where it is none. */
export function readRequest(filed: unknown): RunRequest | undefined {
  if (!isRecord(filed)) return undefined;
  const { type, trial, workers } = filed;
  switch (type as RunRequest['type']) {
    case 'stop':
    case 'kill':
    case 'pause':
    case 'go-on':
      return { type } as RunRequest;
    case 'stop-trial':
    case 'retry-trial':
      return typeof trial === 'string' ? ({ type, trial } as RunRequest) : undefined;
    case 'set-workers':
      return isCount(workers) ? { type: 'set-workers', workers } : undefined;
    default:
      return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= mostWorkers;
