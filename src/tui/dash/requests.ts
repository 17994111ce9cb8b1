import type { PlannedTrial, RunRequest } from '../../report/index.js';
import type { DashRun } from './dash-run.js';
import { type DashState, told } from './dash-state.js';
import type { Wish } from './wish.js';

export interface Pressed {
  readonly state: DashState;
  readonly wish?: Wish;
}

/** A request to the head, where there is one to answer it. */
export function asking(state: DashState, request: RunRequest, run: DashRun): Pressed {
  if (run.state.state === 'running' && !run.isLost) return { state, wish: { type: 'ask', request } };
  return { state: told(state, 'nobody runs it now: `kd exp resume` goes on with it') };
}

/** Asks for another try of a trial that has no result. */
export function retrying(state: DashState, trial: PlannedTrial | undefined, run: DashRun): Pressed {
  if (!trial) return { state: told(state, 'choose a trial first: a seed in the overview, or a job of one trial') };
  const end = run.state.trialEnds.get(trial.id);
  if (end === 'done') return { state: told(state, `trial ${trial.id} is done`) };
  if (end === undefined && run.state.state === 'running')
    return { state: told(state, `trial ${trial.id} is not over yet`) };
  if (run.state.state !== 'running' || run.isLost)
    return { state: told(state, `nobody runs it now: kd exp retry ${trial.id} does`) };
  return asking(state, { type: 'retry-trial', trial: trial.id }, run);
}

export const pausing = (state: DashState, run: DashRun): Pressed =>
  asking(state, { type: run.state.isPaused ? 'go-on' : 'pause' }, run);

export function askForWorkers(state: DashState, workers: number, run: DashRun): Pressed {
  if (workers < 1) return { state: told(state, 'a run has one worker at least; p pauses it') };
  return asking(state, { type: 'set-workers', workers }, run);
}

/** Who carries the run out is asked whether it should go on alone; a watcher just leaves. */
export function leaving(state: DashState, run: DashRun): Pressed {
  const isOurs = run.role === 'leads' && run.state.state === 'running' && !run.isLost;
  return isOurs ? { state: { ...state, prompt: { type: 'leave' } } } : { state, wish: { type: 'leave' } };
}
