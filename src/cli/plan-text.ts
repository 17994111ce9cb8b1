import type { Job, JobId, Plan, PlannedExperiment } from '../plan/index.js';
import { durationText } from '../report/index.js';
import { columns } from './columns.js';
import { counted } from './counted.js';

/** What `kd exp plan` knows of a plan beside the plan itself. */
export interface Forecast {
  readonly plan: Plan;
  /** Jobs whose results are there. */
  readonly cached: ReadonlySet<JobId>;
  /** What is wrong with results that are there and cannot be used. */
  readonly damaged: ReadonlyMap<JobId, string>;
  /** Why jobs are not those of the last run. */
  readonly changes: ReadonlyMap<JobId, readonly string[]>;
  /** Data sets that are not there: ids that depend on them are not final. */
  readonly missing: readonly { readonly dataset: string; readonly text: string }[];
  readonly workers: number;
  readonly seconds: number | undefined;
}

const most = 60;

/** What would run, for people. */
export function planText(forecast: Forecast): string[] {
  const { plan, missing } = forecast;
  return [
    ...plan.experiments.flatMap(experiment => [...experimentLines(experiment, forecast), '']),
    ...jobLines(forecast),
    ...damageLines(forecast),
    ...changeLines(forecast),
    ...missing.map(({ text }) => `missing: ${text}`),
  ];
}

function experimentLines(experiment: PlannedExperiment, { cached }: Forecast): string[] {
  const { name, trials, cells, excluded } = experiment;
  const axes = [...new Set(cells.flatMap(({ cell }) => Object.keys(cell)))];
  const rows = cells.slice(0, most).map(({ cell, trials: indices }) => {
    const own = indices.flatMap(index => trials[index] ?? []);
    const there = own.filter(({ result }) => cached.has(result)).length;
    return [
      ...axes.map(axis => cell[axis] ?? '-'),
      own.map(({ seed }) => seed).join(' '),
      `${own.length - there}`,
      `${there}`,
    ];
  });
  return [
    `${name}: ${counted(trials.length, 'trial')} in ${counted(cells.length, 'cell')}${excluded ? `, ${excluded} excluded` : ''}`,
    ...columns([[...axes, 'seeds', 'new', 'cached'], ...rows]),
    ...(cells.length > most ? [`  … and ${cells.length - most} more cells`] : []),
  ];
}

function jobLines({ plan, cached, workers, seconds }: Forecast): string[] {
  const kinds = [...new Set(plan.jobs.map(({ spec }) => spec.kind))];
  const rows = kinds.map(kind => {
    const jobs = plan.jobs.filter(({ spec }) => spec.kind === kind);
    const there = jobs.filter(({ id }) => cached.has(id)).length;
    return [kind, `${jobs.length - there}`, `${there}`];
  });
  const fresh = plan.jobs.length - cached.size;
  return [
    `${counted(plan.jobs.length, 'job')}: ${fresh} new, ${cached.size} cached; ${timeText(fresh, workers, seconds)}`,
    ...columns([['', 'new', 'cached'], ...rows]),
  ];
}

function timeText(fresh: number, workers: number, seconds: number | undefined): string {
  if (fresh === 0) return 'nothing to do';
  if (seconds === undefined) return 'how long they take is known once something was run here';
  return `about ${durationText(seconds)} with ${counted(workers, 'worker')}`;
}

function damageLines({ plan, damaged }: Forecast): string[] {
  if (damaged.size === 0) return [];
  const rows = plan.jobs.flatMap(({ id, label }) => {
    const fault = damaged.get(id);
    return fault === undefined ? [] : [[label, fault]];
  });
  const more = rows.length > most ? [`  … and ${rows.length - most} more`] : [];
  return ['', 'damaged in the store, to be computed again where needed:', ...columns(rows.slice(0, most)), ...more];
}

/** Equal reasons together: a changed teacher changes every student. */
function changeLines({ plan, changes }: Forecast): string[] {
  if (changes.size === 0) return [];
  const byText = new Map<string, Job[]>();
  for (const job of plan.jobs)
    for (const text of changes.get(job.id) ?? []) byText.set(text, [...(byText.get(text) ?? []), job]);
  const rows = [...byText]
    .slice(0, most)
    .map(([text, jobs]) => [jobs.length === 1 ? (jobs[0]?.label ?? '') : counted(jobs.length, 'job'), text]);
  return ['', 'changed since the last run:', ...columns(rows)];
}
