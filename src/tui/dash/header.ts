import { clockText, durationText, elapsedMs, stateWord } from '../../report/index.js';
import type { DashRun } from './dash-run.js';
import { type DashState, type View, views } from './dash-state.js';
import type { DashScreen } from './screen.js';
import { type Line, line, type Span, type Tone, toned } from './span.js';

/** Three lines: which run and how long still, how far it is, and which view of it. */
export function header(state: DashState, run: DashRun, screen: DashScreen): Line[] {
  return [titleLine(run, screen), progressLine(run, screen), tabs(state.view)];
}

/** With the last word of the run's name alone where there is little room. */
export function titleLine(run: DashRun, { columns }: DashScreen): Line {
  const { state, isLost } = run;
  const name = columns < 80 ? state.run.slice(state.run.lastIndexOf('-') + 1) : state.run;
  const word = isLost ? 'its process is gone' : stateWord(state);
  return line(
    toned('bold', name || 'a run that begins'),
    '  ',
    toned(wordTone(word), word),
    `  ${clockText(Math.max(0, elapsedMs(state, run.nowMs)))}`,
    ...(state.state === 'running' ? ['  ', leftText(run)] : []),
  );
}

/** `about 14 min left (10 min to 19 min)`. */
export function leftText({ left, state }: DashRun): string {
  if (state.isPaused) return 'paused: p goes on';
  if (!left) return 'time left not known yet';
  const ends = [...new Set((left.range ?? []).map(durationText))];
  const range = ends.length > 1 ? ` (${ends.join(' to ')})` : '';
  return `about ${durationText(left.seconds)} left${range}`;
}

export function progressLine({ state }: DashRun, { columns, unicode }: DashScreen): Line {
  const { trialCounts, trials, jobCounts, jobs, workers } = state;
  const share = jobs.size === 0 ? 1 : (jobs.size - jobCounts.waiting - jobCounts.running) / jobs.size;
  const width = Math.max(6, Math.min(30, Math.floor(columns / 5)));
  const filled = Math.floor(share * width);
  const [full, empty] = unicode ? ['█', '░'] : ['#', '.'];
  const counts: readonly (readonly [number, string, Tone])[] = [
    [trialCounts.failed, 'failed', 'bad'],
    [trialCounts.canceled, 'stopped', 'warn'],
    [trialCounts['given-up'], 'given up', 'warn'],
  ];
  return line(
    toned('good', full.repeat(filled)),
    toned('dim', empty.repeat(width - filled)),
    `  ${trialCounts.done}/${trials.size} trials`,
    ...counts.flatMap(([count, word, tone]) => (count > 0 ? [', ', toned(tone, `${count} ${word}`)] : [])),
    `, ${jobCounts.done + jobCounts.cached}/${jobs.size} jobs`,
    toned('dim', `, ${jobCounts.running} of ${workers} ${workers === 1 ? 'worker' : 'workers'} busy`),
    ...noticeSpans(state),
  );
}

/** Why it does not go on as one might think. */
function noticeSpans({ state, ...run }: DashRun['state']): Span[] {
  if (state !== 'running') return [];
  const notices = [
    ...(run.isEndingNow ? ['ends now'] : run.isStopping ? ['running jobs write their checkpoints'] : []),
    ...(run.preflight > 0 ? [`tries ${run.preflight} kinds of training for a few batches`] : []),
    ...(run.awaitedCards === undefined ? [] : [`waits for a card: ${run.awaitedCards}`]),
    ...(run.heldCount > 0 ? [`waits for ${run.heldCount} jobs of another run`] : []),
  ];
  return notices.map(text => toned('warn', `; ${text}`));
}

function tabs(view: View): Line {
  const shown = views.filter(name => name !== 'help');
  return line(
    ...shown.flatMap((name, at) => [
      at > 0 ? ' ' : '',
      name === view ? toned('bold', `[${at + 1} ${name}]`) : toned('dim', `${at + 1} ${name}`),
    ]),
    ...(view === 'help' ? [' ', toned('bold', '[? help]')] : []),
  );
}

function wordTone(word: string): Tone {
  if (word === 'running') return 'info';
  if (word === 'done') return 'good';
  return word === 'failed' || word === 'its process is gone' ? 'bad' : 'warn';
}
