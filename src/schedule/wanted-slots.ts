import { openAndFree, type RunUnderWay, running } from './run-under-way.js';

/** How many more slots a run could use at once if they were open. More than none only where it is on cards. */
export function wantedSlots(run: RunUnderWay): number {
  const { board, loners, workers, isPaused, stopping, finished } = run;
  if (isPaused || stopping || finished) return 0;
  const busy = running(run);
  const { next } = board;
  if (next === undefined || busy.some(index => loners.has(index)) || (loners.has(next) && busy.length > 0)) return 0;
  return Math.max(0, Math.min(workers - busy.length, board.readyAtMost) - openAndFree(run).length);
}
