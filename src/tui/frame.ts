import {
  clockText,
  cut,
  durationText,
  elapsedMs,
  type JobRecord,
  pad,
  type RunState,
  widthOf,
} from '../report/index.js';
import type { Announcement } from './announcement.js';
import { lossText } from './loss-text.js';

/** The size of the terminal, what it can show, and what its Ctrl-C does. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly unicode: boolean;
  readonly colour: boolean;
  readonly interrupt: 'ends-run' | 'leaves-run';
}

/** Everything one picture shows, every text already cut to its place: what the components draw, and all they know. */
export interface Frame {
  readonly screen: Screen;
  /** Share of the jobs that need no more work, 0 to 1. */
  readonly share: number;
  readonly counts: string;
  readonly clock: string;
  readonly running: readonly RunningRow[];
  /** Stands below the rows: jobs without a row, what a stop waits for, why nothing starts, how to leave. */
  readonly notices: readonly string[];
  /** Lines that stay above the picture for ever; later frames only add some. */
  readonly announcements: readonly Announcement[];
}

/** A running job on one line. */
export interface RunningRow {
  readonly key: string;
  readonly slot: string;
  readonly label: string;
  readonly epoch: string;
  readonly losses: string;
}

export const barWidth = ({ columns }: Screen): number => Math.min(30, Math.floor(columns / 4));

const headLines = 2;

/**
 * The picture of a run at a moment. At most `rows − 1` lines high: a picture as high as the terminal makes Ink clear the
 * whole screen, scrollback included, each time.
 */
export function frameOf(
  state: RunState,
  screen: Screen,
  moment: { readonly nowMs: number; readonly secondsLeft: number | undefined },
  announcements: readonly Announcement[],
): Frame {
  const { columns, rows } = screen;
  const notices = state.state === 'running' ? noticesOf(state, screen) : [];
  const records = [...state.running.values()].sort((a, b) => (a.slot ?? 0) - (b.slot ?? 0));
  const free = Math.max(0, rows - 1 - headLines - notices.length);
  const shown = records.length <= free ? records : records.slice(0, Math.max(0, free - 1));
  const hidden = records.length - shown.length;
  const more = hidden > 0 && free > 0 ? [`${hidden} more running`] : [];
  return {
    screen,
    share: shareDone(state),
    counts: cut(countsText(state), columns - barWidth(screen) - 2, screen),
    clock: cut(clockLine(state, moment), columns, screen),
    running: rowsOf(shown, screen),
    notices: [...more, ...notices].map(text => cut(text, columns, screen)),
    announcements,
  };
}

function shareDone({ jobCounts: { waiting, running }, jobs }: RunState): number {
  return jobs.size === 0 ? 1 : (jobs.size - waiting - running) / jobs.size;
}

function countsText({ trialCounts, trials, jobCounts, jobs }: RunState): string {
  const done = jobCounts.done + jobCounts.cached;
  return [
    `${trialCounts.done}/${trials.size} trials`,
    `${done}/${jobs.size} jobs`,
    ...(trialCounts.failed > 0 ? [`${trialCounts.failed} failed`] : []),
    ...(trialCounts.canceled > 0 ? [`${trialCounts.canceled} canceled`] : []),
    ...(trialCounts['given-up'] > 0 ? [`${trialCounts['given-up']} given up`] : []),
    ...(jobCounts.cached > 0 ? [`${jobCounts.cached} stored before`] : []),
  ].join(', ');
}

function clockLine(
  state: RunState,
  { nowMs, secondsLeft }: { nowMs: number; secondsLeft: number | undefined },
): string {
  const clock = clockText(elapsedMs(state, nowMs));
  if (state.state !== 'running') return `${clock}, ${state.state}`;
  const left = secondsLeft === undefined ? 'time left not known yet' : `about ${durationText(secondsLeft)} left`;
  return `${clock}, ${left}`;
}

/** What a run under way waits for, or why nothing starts, and what a key would do. */
function noticesOf(state: RunState, { interrupt }: Screen): readonly string[] {
  const { heldCount: held } = state;
  return [
    ...(held > 0
      ? [`${held} ${held === 1 ? 'job is' : 'jobs are'} worked on by another run, which is waited for`]
      : []),
    ...(state.isPaused && !state.isStopping ? ['paused: nothing new is started until `kd exp resume`'] : []),
    ...(state.awaitedCards !== undefined && !state.isStopping ? [`waits for a card: ${state.awaitedCards}`] : []),
    ...(state.isStopping ? [stopText(state, interrupt)] : []),
    ...(interrupt === 'leaves-run' ? ['q or Ctrl-C leaves; the run goes on'] : []),
  ];
}

function stopText({ running: { size }, isEndingNow }: RunState, interrupt: Screen['interrupt']): string {
  if (isEndingNow) return 'ending now';
  const again = interrupt === 'ends-run' ? '; Ctrl-C again ends now' : '';
  if (size === 0) return `stopping${again}`;
  return `stopping: ${size} running ${size === 1 ? 'job writes its checkpoint' : 'jobs write their checkpoints'}${again}`;
}

/** All rows with the same columns: slot, label, epoch, and the losses in what is left. */
function rowsOf(records: readonly JobRecord[], screen: Screen): RunningRow[] {
  const slots = records.map(({ slot }) => `slot ${slot ?? '?'}`);
  const epochs = records.map(({ epoch }) => (epoch ? `epoch ${epoch.epoch}/${epoch.epochs}` : ''));
  const slotWidth = widest(slots);
  const epochWidth = widest(epochs);
  const labelWidth = Math.min(widest(records.map(({ job }) => job.label)), Math.floor(screen.columns * 0.4));
  const lossWidth = Math.max(0, screen.columns - slotWidth - epochWidth - labelWidth - 8); // a sign, and a gap behind each
  return records.map(({ job, epoch }, at) => ({
    key: job.id,
    slot: pad(slots[at] ?? '', slotWidth),
    label: pad(cut(job.label, labelWidth, screen), labelWidth),
    epoch: pad(epochs[at] ?? '', epochWidth),
    losses: cut(epoch ? lossText(epoch.losses) : '', lossWidth, screen),
  }));
}

const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
