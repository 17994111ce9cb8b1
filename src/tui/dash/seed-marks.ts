import { type PlannedTrial, type RunState, trialState } from '../../report/index.js';
import { looks } from '../looks.js';
import type { CellRow } from './cell-rows.js';
import { seedAt } from './chosen.js';
import type { DashRun } from './dash-run.js';
import type { DashState } from './dash-state.js';
import { type Span, type Tone, toned } from './span.js';

export type SeedState = 'waiting' | 'running' | 'done' | 'failed' | 'canceled' | 'given up';

const tones: Readonly<Record<SeedState, Tone>> = {
  waiting: 'dim',
  running: 'info',
  done: 'good',
  failed: 'bad',
  canceled: 'warn',
  'given up': 'warn',
};

/** What a trial has come to, as its mark says it. */
export function seedState(state: RunState, trial: PlannedTrial): SeedState {
  const reached = trialState(state, trial);
  return reached === 'canceled' && state.stoppedEarly.has(trial.id) ? 'given up' : reached;
}

/** One character for a trial. */
function seedMark(reached: SeedState, { unicode }: { readonly unicode: boolean }): Span {
  if (reached === 'waiting') return toned('dim', unicode ? '·' : '.');
  const { sign, ascii } = looks[reached];
  return toned(tones[reached], unicode ? sign : ascii);
}

export const stateTone = (reached: SeedState): Tone => tones[reached];

/** A mark for each seed; of more than fit, those about the chosen one. */
export function seedSpans(
  { trials }: CellRow,
  state: DashState,
  run: DashRun,
  most: number,
  isChosen: boolean,
  unicode: boolean,
): Span[] {
  const at = seedAt(state, trials);
  const from = isChosen ? Math.max(0, Math.min(trials.length - most, at - Math.floor(most / 2))) : 0;
  const mark = (trial: PlannedTrial): Span => seedMark(seedState(run.state, trial), { unicode });
  const marks = trials.slice(from, from + most).map(mark);
  if (!isChosen) return [toned('plain', ' '), ...marks];
  const chosen = at - from;
  const open = chosen === 0 ? '[' : '';
  return [
    toned('plain', open === '' ? ' ' : open),
    ...marks.flatMap((span, index) => {
      if (index === chosen) return [span, toned('bold', ']')];
      return index === chosen - 1 ? [span, toned('bold', '[')] : [span];
    }),
  ];
}
