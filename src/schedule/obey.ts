import { unreachable } from '../lib/bug.js';
import type { Plan, PlannedTrial } from '../plan/index.js';
import type { RunFact, StopAsker } from './events.js';
import type { RunRequest } from './request.js';
import type { ScheduleEvent } from './schedule-event.js';

/** What a request comes to: facts to write down first, and what to tell the policy; or why it is refused. */
export type Obedience =
  | { readonly facts: readonly RunFact[]; readonly event: ScheduleEvent; readonly text: string }
  | { readonly refused: string };

/** What is done about a request. Knows trials, not how far they have come: that is the policy's. */
export function obey(request: RunRequest, by: StopAsker, { experiments }: Pick<Plan, 'experiments'>): Obedience {
  const trialOf = (id: string): PlannedTrial | undefined =>
    experiments.flatMap(({ trials }) => trials).find(trial => trial.id === id);
  const onTrial = (id: string, type: 'trial-stop-asked' | 'trial-retry-asked', text: string): Obedience => {
    const trial = trialOf(id);
    return trial ? { facts: [], event: { type, trial }, text } : { refused: `the run has no trial ${id}` };
  };

  switch (request.type) {
    case 'stop':
      return stop({ type: 'stop-asked' }, { by }, 'nothing new is started; what runs may write a checkpoint');
    case 'kill':
      return stop({ type: 'kill-asked' }, { by, now: true }, 'ends now');
    case 'pause':
      return { facts: [{ type: 'run-paused' }], event: { type: 'pause-asked' }, text: 'nothing new is started' };
    case 'go-on':
      return { facts: [{ type: 'run-unpaused' }], event: { type: 'go-on-asked' }, text: 'goes on' };
    case 'stop-trial':
      return onTrial(request.trial, 'trial-stop-asked', 'the trial is stopped');
    case 'retry-trial':
      return onTrial(request.trial, 'trial-retry-asked', 'the trial is tried again');
    case 'set-workers': {
      const { workers } = request;
      const facts = [{ type: 'workers-changed', workers } as const];
      return { facts, event: { type: 'workers-asked', workers }, text: `${workers} jobs may run side by side` };
    }
    default:
      return unreachable(request);
  }
}

type Asked = { readonly by: StopAsker; readonly now?: true };

const stop = (event: ScheduleEvent, asked: Asked, text: string): Obedience => ({
  facts: [{ type: 'stop-asked', ...asked }],
  event,
  text,
});
