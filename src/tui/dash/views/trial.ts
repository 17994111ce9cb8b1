import { durationText, type PlannedTrial, recordsOf, trialLabel, valueText, wrap } from '../../../report/index.js';
import { chosenTrial } from '../chosen.js';
import { curveLines } from '../curves.js';
import type { DashRun } from '../dash-run.js';
import { progressText } from '../job-progress.js';
import { seedState, stateTone } from '../seed-marks.js';
import { type Line, line, toned } from '../span.js';
import { textPicture } from './list.js';
import type { Box, ViewOf } from './view.js';

/** All about one trial: how it learns, its settings, its attempts, and the end of its log. */
export const trial: ViewOf = (state, run, box) => {
  const shown = chosenTrial(state, run);
  if (!shown) return textPicture([line(toned('dim', 'no trial: choose one in the overview'))], 0, box);
  return textPicture(
    [
      ...headLines(shown, run, box),
      ...curvesOf(shown, run, box),
      ...settingLines(shown, run, box),
      ...jobLines(shown, run),
      ...attemptLines(shown, run),
      ...logLines(shown, run),
    ],
    state.scrolls.trial,
    box,
  );
};

function headLines(shown: PlannedTrial, run: DashRun, { columns }: Box): Line[] {
  const reached = seedState(run.state, shown);
  const { cause, help } = run.story(shown);
  const because = reached === 'done' ? [] : cause.split('\n').flatMap(text => wrap(text, columns - 2, '  '));
  const metrics = reached === 'done' ? Object.entries(run.state.jobs.get(shown.result)?.metrics ?? {}) : [];
  return [
    line(toned('bold', shown.id), `  ${trialLabel(run.state, shown.id) ?? ''}  `, toned(stateTone(reached), reached)),
    ...because.map(text => line(toned(reached === 'failed' ? 'bad' : 'plain', text))),
    ...(help === undefined ? [] : wrap(`what to do: ${help}`, columns - 2, '  ').map(text => line(text))),
    ...(metrics.length === 0
      ? []
      : wrap(
          metrics.map(([name, value]) => `${name} ${valueText(value, run.metric(name).unit)}`).join('   '),
          columns,
        ).map(text => line(toned('good', text)))),
    line(),
  ];
}

/** Of the student, and below it of teachers that are being trained. */
function curvesOf(shown: PlannedTrial, run: DashRun, box: Box): Line[] {
  const records = recordsOf(run.state, shown).filter(({ job }) => job.spec.kind === 'train');
  const student = records.at(-1);
  return records
    .filter(record => record === student || record.state === 'running')
    .toReversed()
    .flatMap(({ job }) => {
      const curves = run.curves(job.id);
      if (!curves) return [];
      return [...(job === student?.job ? [] : [line(toned('dim', job.label))]), ...curveLines(curves, run.metric, box)];
    });
}

function settingLines(shown: PlannedTrial, run: DashRun, { columns }: Box): Line[] {
  const settings = [...Object.entries(shown.cell), ['seed', `${shown.seed}`] as const];
  const text = settings.map(([name, value]) => `${name} ${value}`).join('   ');
  const { engine, version } = run.state.plan.engine;
  return [
    line(toned('dim', 'settings')),
    ...wrap(`${text}   engine ${engine} ${version}`, columns - 2).map(part => line('  ', part)),
    line(),
  ];
}

function jobLines(shown: PlannedTrial, run: DashRun): Line[] {
  return [
    line(toned('dim', 'jobs')),
    ...recordsOf(run.state, shown).map(record =>
      line('  ', `${record.job.label}  `, toned('dim', progressText(record, run.state, run.nowMs))),
    ),
    line(),
  ];
}

function attemptLines(shown: PlannedTrial, run: DashRun): Line[] {
  const { attempts } = run.story(shown);
  if (attempts.length === 0) return [];
  return [
    line(toned('dim', 'attempts')),
    ...attempts.map(({ label, attempt, started, seconds, end, reason, resumed }) => {
      const why = reason === undefined ? '' : `: ${reason}`;
      const from = resumed ? `, went on from epoch ${resumed.epoch} of attempt ${resumed.from}` : '';
      const when = started.slice(0, 19).replace('T', ' ');
      const took = end === 'running' ? '' : ` in ${durationText(seconds)}`;
      return line(
        `  ${attempt}  ${when}  ${label}  `,
        toned(end === 'failed' ? 'bad' : 'plain', `${end}${took}${why}${from}`),
      );
    }),
    line(),
  ];
}

function logLines(shown: PlannedTrial, run: DashRun): Line[] {
  const { job, attempts } = run.story(shown);
  const last = attempts.findLast(story => story.job === job) ?? attempts.at(-1);
  if (!last) return [];
  const lines = run.jobLog(last.job, last.attempt);
  const head = line(toned('dim', `log of attempt ${last.attempt} at ${last.label}`));
  if (!lines) return [head, line('  it is gone')];
  return [head, ...(lines.length === 0 ? [line('  it is empty')] : lines.map(text => line('  ', text)))];
}
