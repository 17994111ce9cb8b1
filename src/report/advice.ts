import type { FailureReason } from '../plan/index.js';

/** What a person can do about a failure. */
export const advice: Readonly<Record<FailureReason, string>> = {
  crashed: 'read the log below; if it tells of no mistake of yours, `kd exp retry` tries it again',
  lost: 'the machine was too busy or the worker hung: try again with fewer `--workers`',
  'out-of-memory': 'try again with fewer `--workers`, or give it a smaller `batch` or a smaller net',
  'timed-out': 'raise the time in `limits`, or give it fewer epochs',
  diverged: 'the same seed diverges again: lower the learning rate, set `clip`, or add `warmup` to the schedule',
  'disk-full':
    'free some space, `kd exp gc` tells how much the store can give back; then the same `kd exp run` goes on',
  unreadable: 'see whether the path exists and you may read it; `kd exp verify` looks for what else is damaged',
  'damaged-input': 'it was set aside; the same `kd exp run` computes it again',
  refused: 'change the experiment as the text says; `kd exp check` and `kd exp try` find most of this in seconds',
  defect: 'a defect of kd: please report it with the log below',
};
