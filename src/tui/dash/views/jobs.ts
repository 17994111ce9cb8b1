import { unreachable } from '../../../lib/bug.js';
import type { JobRecord } from '../../../report/index.js';
import { looks } from '../../looks.js';
import type { DashRun } from '../dash-run.js';
import { progressText } from '../job-progress.js';
import { type JobRow, jobRows } from '../job-tree.js';
import { headLine, type RowColumn, rowLine } from '../row-table.js';
import { cursorAt } from '../rows.js';
import { line, type Span, type Tone, toned } from '../span.js';
import { listPicture } from './list.js';
import type { Box, ViewOf } from './view.js';

/** All jobs as a tree of what needs what, each with its state and why it is there. */
export const jobs: ViewOf = (state, run, box) => {
  const rows = jobRows(run.state, state.folded, state.filters.jobs ?? '');
  const cursor = cursorAt(
    'jobs',
    state,
    rows.map(({ key }) => key),
  );
  const columns = columnsOf(run, box);
  return listPicture(
    [line(countsText(run)), headLine(columns, box)],
    {
      count: rows.length,
      cursor: Math.max(0, cursor),
      line(at) {
        const row = rows[at];
        return row ? rowLine(columns, row, box, at === cursor) : line();
      },
    },
    rows.length === 0 ? [line(toned('dim', 'no job has this text in it; esc shows all'))] : [],
    box,
  );
};

function countsText({ state: { jobCounts, jobs: all } }: DashRun): string {
  const counts = Object.entries(jobCounts).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []));
  return `${all.size} jobs: ${counts.join(', ')}`;
}

function columnsOf(run: DashRun, { columns: width, unicode }: Box): readonly RowColumn<JobRow>[] {
  const label = Math.floor(width * (width < 80 ? 0.5 : 0.4));
  const columns: readonly RowColumn<JobRow>[] = [
    {
      title: '  job',
      width: label,
      of: row => [stateSign(row.record, unicode), toned('plain', treeText(row, unicode))],
    },
    { title: 'kind', width: 8, dropOrder: 1, of: ({ record }) => toned('dim', record.job.spec.kind) },
    {
      title: 'state',
      width: Math.max(8, width - label - 2 - 10),
      of: ({ record }) => toned(toneOf(record), progressText(record, run.state, run.nowMs)),
    },
  ];
  return width >= 60 ? columns : columns.filter(({ title }) => title !== 'kind');
}

function treeText({ depth, below, isFolded, record }: JobRow, unicode: boolean): string {
  const fold = isFolded ? (unicode ? '▸ ' : '+ ') : '';
  const hidden = isFolded ? ` (${below} below)` : '';
  return `${'  '.repeat(Math.min(depth, 8))}${fold}${record.job.label}${hidden}`;
}

function stateSign(record: JobRecord, unicode: boolean): Span {
  const { state } = record;
  if (state === 'waiting') return toned('dim', unicode ? '· ' : '. ');
  const { sign, ascii } = looks[state === 'cached' ? 'done' : state];
  return toned(toneOf(record), `${unicode ? sign : ascii} `);
}

function toneOf({ state }: JobRecord): Tone {
  switch (state) {
    case 'waiting':
    case 'cached':
      return 'dim';
    case 'running':
      return 'info';
    case 'done':
      return 'good';
    case 'failed':
      return 'bad';
    case 'canceled':
      return 'warn';
    default:
      return unreachable(state);
  }
}
