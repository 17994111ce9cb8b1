import type { Plan } from '../plan/index.js';
import { initialState, type RunEvent, type RunState, reduce } from '../report/index.js';
import { eventReader } from '../schedule/index.js';
import type { RunFolder } from '../store/index.js';

/** A run seen from outside: its journal, read along while somebody writes it. */
export interface FollowedRun {
  readonly run: RunFolder;
  readonly plan: Plan;
  /** After all events that were read. */
  readonly state: RunState;
  /** What was added since the last look, taken into the state; `see` hears of each right after it was. */
  look(see?: (event: RunEvent) => void): readonly RunEvent[];
}

export function followRun(run: RunFolder): FollowedRun {
  const plan = run.plan();
  const state = initialState(plan);
  state.run = run.name;
  const journal = run.follow();
  const read = eventReader(run, plan);
  return {
    run,
    plan,
    state,
    look(see = () => {}) {
      const added = read(journal.next());
      for (const event of added) {
        reduce(state, event);
        see(event);
      }
      return added;
    },
  };
}
