import type { RunEvent } from '../../report/index.js';
import type { RunOutcome } from '../../schedule/index.js';
import type { FollowedRun } from '../followed-run.js';
import { lookEveryMs, poll } from '../poll.js';

/** How a run that somebody else carries out ended; `lost`: its head is gone and could not say so. */
export type Over = RunOutcome | 'lost';

/** So many looks without a head in a row: it is gone, not about to come. */
const looksWithoutHead = 8;

/**
 * Reads along until a run is over.
 *
 * @param see hears each event
 * @param signal leaves the waiting
 */
export function untilOver(
  followed: FollowedRun,
  see: (event: RunEvent) => void,
  signal: AbortSignal,
  isEnough: () => boolean = () => false,
): Promise<Over | undefined> {
  const { run, state } = followed;
  let withoutHead = 0;
  const look = (): { readonly over: Over | undefined } | undefined => {
    withoutHead = run.head() ? 0 : withoutHead + 1; // before the journal: what it wrote last is there then
    followed.look(see);
    if (state.state !== 'running' && state.state !== 'waiting') return { over: state.state };
    if (isEnough()) return { over: undefined };
    return withoutHead >= looksWithoutHead ? { over: 'lost' } : undefined;
  };
  return poll(look, lookEveryMs, signal).then(({ over }) => over);
}
