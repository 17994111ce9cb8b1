import type { Plan } from '../../../src/report/index.js';
import { dashFrame } from '../../../src/tui/dash/dash-frame.js';
import type { DashRun } from '../../../src/tui/dash/dash-run.js';
import { type DashState, firstState } from '../../../src/tui/dash/dash-state.js';
import { DashStore } from '../../../src/tui/dash/dash-store.js';
import { press } from '../../../src/tui/dash/press.js';
import type { Key } from '../../../src/tui/dash/read-keys.js';
import type { DashScreen } from '../../../src/tui/dash/screen.js';
import { textOf } from '../../../src/tui/dash/span.js';
import type { Wish } from '../../../src/tui/dash/wish.js';
import { begun, cellsDone, epoch, events, failed, started, startMs, type Timed } from '../../report/helpers/history.js';
import { classes, jobId, metric, samplePlan } from '../../report/helpers/sample-plan.js';

/** A run that came so far, looked at so many seconds after its start. */
export function runOf(
  plan: Plan,
  history: readonly Timed[],
  { seconds = 30, role = 'watches' }: { readonly seconds?: number; readonly role?: DashRun['role'] } = {},
): DashRun {
  const store = new DashStore(plan, {
    metric,
    classes,
    role,
    jobLog: () => ['the first line of its log', 'the last line of its log'],
    now: () => startMs + seconds * 1000,
  });
  for (const event of events(history)) store.add(event);
  store.setDevices({
    host: 'bench',
    cores: 8,
    load: 2.5,
    memory: { usedMib: 4096, totalMib: 16384 },
    cards: [
      {
        uuid: 'GPU-1',
        label: 'GPU 0',
        name: 'H200',
        usePercent: 93,
        usedMib: 20480,
        totalMib: 143360,
        temperatureCelsius: 61,
        holder: 'run amber, process 17 on bench',
      },
    ],
    workers: new Map([[0, { cpuPercent: 99.4, usedMib: 512 }]]),
  });
  return store.look();
}

/** Two cells done, one with a failed seed, others running and waiting. */
export const underWay: readonly Timed[] = [
  ...cellsDone([[0.91, 0.92, 0.915], [0.95]], { nll: 0.31 }),
  [12, begun('train-1-2', 1)],
  [13, epoch('train-1-2', 1, { hard: 2.3, kd: 0.9 })],
  [14, epoch('train-1-2', 2, { hard: 1.1, kd: 0.4 })],
  [15, begun('train-1-3')],
  [16, failed('train-1-3', 'diverged', 'loss kd is NaN at step 17')],
  [16, { type: 'job-canceled', job: jobId('test-1-3'), because: jobId('train-1-3') }],
  [16, { type: 'trial-finished', trial: 'first-13', state: 'failed' }],
  [17, begun('train-2-1')],
];

export const runs: Readonly<Record<string, () => DashRun>> = {
  empty: () => runOf(samplePlan(), [], { seconds: 0 }),
  running: () => runOf(samplePlan(), underWay),
  failed: () =>
    runOf(samplePlan(), [
      [0, started],
      [1, begun('teacher')],
      [2, failed('teacher', 'crashed', 'ended by SIGKILL\nits last lines')],
      [3, { type: 'run-finished', state: 'failed' }],
    ]),
  finished: () =>
    runOf(samplePlan(), [
      ...cellsDone([
        [0.91, 0.92, 0.915],
        [0.95, 0.956, 0.951],
        [0.914, 0.915, 0.92],
      ]),
      [20, { type: 'run-finished', state: 'done' }],
    ]),
  huge: () =>
    runOf(hugePlan(), [
      [0, started],
      [2, begun('train-7-3')],
      [3, epoch('train-7-3', 1, { hard: 2.3 })],
    ]),
};

/** 100 cells of ten seeds, some with names that take two columns a character. */
const hugePlan = (): Plan =>
  samplePlan({
    cells: Array.from({ length: 100 }, (_, at) => ({ strategy: at === 0 ? 'none' : 'kd', note: `温度 ${at}` })),
    seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  });

export const screenOf = (columns: number, rows: number, unicode = true): DashScreen => ({ columns, rows, unicode });

export function linesOf(state: DashState, run: DashRun, screen: DashScreen): string[] {
  return dashFrame(state, run, screen).lines.map(textOf);
}

/** What keys come to, one after another, on a screen of 100 × 30. */
export function pressed(
  keys: readonly Key[],
  run: DashRun,
  from: DashState = firstState,
): { readonly state: DashState; readonly wishes: readonly Wish[] } {
  const wishes: Wish[] = [];
  const state = keys.reduce((before, key) => {
    const { seen } = dashFrame(before, run, screenOf(100, 30));
    const { state: after, wish } = press(before, key, run, seen);
    if (wish) wishes.push(wish);
    return after;
  }, from);
  return { state, wishes };
}
