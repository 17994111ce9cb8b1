import { type Attempt, durationText, elapsedMs } from '../../report/index.js';
import { spansOf } from '../facts/bars.js';
import { type Purpose, purposeOf, purposes, purposeText } from '../facts/job-kinds.js';
import { dataTable } from '../figures/data-table.js';
import { figure } from '../figures/figure.js';
import { gantt } from '../figures/gantt.js';
import { type Look, legend, lookAt } from '../figures/looks.js';
import { type Html, html } from '../html.js';
import type { PageInput } from '../input.js';

const widthPx = 600;
const mostBars = 3000;
const longestTold = 12;

/** Where the time of a run went: by slot, by kind of job, and the longest jobs. */
export function time(input: PageInput): Html {
  const { state, attempts } = input;
  const purpose = purposeOf(state);
  const took = elapsedMs(state, state.lastMs) / 1000;
  const ran = attempts.filter(({ start }) => start !== '');
  if (ran.length === 0)
    return html`<p>Nothing was computed: all results were in the store already.</p>${byPurpose(input, purpose)}`;
  return html`<p>The run took ${durationText(took)} on ${slotsText(ran)}, ${durationText(busySeconds(ran))} of computing in all.</p>
${chart(ran, input, purpose)}
${byPurpose(input, purpose)}
<h3>Longest jobs</h3>
${longest(input)}`;
}

const secondsOf = ({ start, end }: Attempt): number => (Date.parse(end) - Date.parse(start)) / 1000;
const busySeconds = (ran: readonly Attempt[]): number => ran.reduce((sum, attempt) => sum + secondsOf(attempt), 0);

function slotsText(ran: readonly Attempt[]): string {
  const slots = new Set(ran.map(({ slot }) => slot)).size;
  return `${slots} ${slots === 1 ? 'slot' : 'slots'}`;
}

function chart(ran: readonly Attempt[], { state }: PageInput, purpose: (job: Attempt['job']) => Purpose): Html {
  const first = Math.min(...ran.map(({ start }) => Date.parse(start)));
  const whole = Math.max(1e-3, (Math.max(...ran.map(({ end }) => Date.parse(end))) - first) / 1000);
  const spans = spansOf(ran, purpose, whole / widthPx);
  const shown =
    spans.length <= mostBars ? spans : spans.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, mostBars);
  const numbers = [...new Set(ran.map(({ slot }) => slot))].sort((a, b) => a - b);
  const seen = purposes.filter(one => spans.some(span => span.purpose === one));
  const [axis, unit] =
    whole > 7200 ? (['hours', 3600] as const) : whole > 240 ? (['minutes', 60] as const) : (['seconds', 1] as const);
  return figure({
    label: 'What ran where and when',
    legend: legend(
      seen.map(one => ({ name: purposeText[one], look: lookOf(one) })),
      'box',
    ),
    caption: `What each slot did, from the first start. Jobs of one kind that would be too narrow to see apart are one bar${spans.some(({ hasFailed }) => hasFailed) ? '; a cross ends an attempt that failed or was cut off' : ''}.`,
    drawing: gantt({
      id: 'gantt',
      title: 'What ran where and when',
      description: `${ran.length} attempts at jobs on ${slotsText(ran)} over ${durationText(whole)}. The table below has the time by kind of job.`,
      slots: numbers.map(slot => `slot ${slot}`),
      bars: shown.map(({ slot, start, end, purpose: one, jobs, job, hasFailed }) => ({
        slot: `slot ${slot}`,
        start,
        end,
        colour: lookOf(one).colour,
        name:
          jobs === 1
            ? `${state.jobs.get(job as Attempt['job'])?.job.label ?? job}, ${durationText(end - start)}`
            : `${purposeText[one]}: ${jobs} jobs, ${durationText(end - start)}`,
        hasFailed,
      })),
      axis,
      unit,
    }),
    note:
      spans.length > shown.length
        ? `The ${shown.length} longest of ${spans.length} bars are drawn; \`kd exp export --trace\` writes all.`
        : undefined,
  });
}

const lookOf = (purpose: Purpose): Look =>
  purpose === 'other' ? { ...lookAt(0), colour: 'var(--muted)' } : lookAt(purposes.indexOf(purpose) + 1);

function byPurpose({ state, attempts }: PageInput, purpose: (job: Attempt['job']) => Purpose): Html {
  const of = (one: Purpose) => {
    const records = [...state.jobs.values()].filter(({ job }) => purpose(job.id) === one);
    const computed = records.filter(record => record.state === 'done');
    const cached = records.filter(record => record.state === 'cached');
    return {
      one,
      records,
      computed,
      cached,
      seconds: sum(computed.map(({ seconds }) => seconds)),
      saved: sum(cached.map(({ seconds }) => seconds)),
      lost: attempts.filter(
        attempt =>
          attempt.start !== '' && attempt.exit !== 'done' && attempt.exit !== 'running' && purpose(attempt.job) === one,
      ).length,
    };
  };
  const rows = purposes.map(of).filter(({ records }) => records.length > 0);
  const all = sum(rows.map(({ seconds }) => seconds));
  return dataTable({
    title: 'Time by kind of job',
    columns: [
      { title: 'jobs for' },
      { title: 'planned', isNumber: true },
      { title: 'computed', isNumber: true },
      { title: 'from the store', isNumber: true },
      { title: 'attempts lost', isNumber: true },
      { title: 'time', isNumber: true },
      { title: 'share', isNumber: true },
      { title: 'mean a job', isNumber: true },
      { title: 'saved by the store', isNumber: true },
    ],
    rows: rows.map(({ one, records, computed, cached, seconds, saved, lost }) => [
      purposeText[one],
      String(records.length),
      String(computed.length),
      String(cached.length),
      String(lost),
      durationText(seconds),
      all > 0 ? `${((100 * seconds) / all).toFixed(1)} %` : '',
      computed.length > 0 ? durationText(seconds / computed.length) : '',
      cached.length > 0 ? durationText(saved) : '',
    ]),
  });
}

function longest({ state }: PageInput): Html {
  const done = [...state.jobs.values()].filter(record => record.state === 'done' || record.state === 'cached');
  const rows = done.toSorted((a, b) => b.seconds - a.seconds).slice(0, longestTold);
  return dataTable({
    title: 'Longest jobs',
    columns: [{ title: 'job' }, { title: 'time', isNumber: true }, { title: 'computed' }],
    rows: rows.map(record => [
      record.job.label,
      durationText(record.seconds),
      record.state === 'cached' ? 'by an earlier run' : 'by this run',
    ]),
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
