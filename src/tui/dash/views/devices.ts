import type { JobRecord } from '../../../report/index.js';
import type { DashRun } from '../dash-run.js';
import type { CardUse, SlotFacts } from '../devices.js';
import { progressText } from '../job-progress.js';
import { headLine, type RowColumn, rowLine } from '../row-table.js';
import { type Line, line, toned } from '../span.js';
import { textPicture } from './list.js';
import type { Box, ViewOf } from './view.js';

/** The machine: its cards and cores, and what each slot of the run does there. */
export const devices: ViewOf = (state, run, box) =>
  textPicture(
    [...machineLines(run, box), ...cardLines(run, box), line(), ...slotLines(run, box)],
    state.scrolls.devices,
    box,
  );

function machineLines({ devices: read }: DashRun, box: Box): Line[] {
  if (!read) return [line(toned('dim', 'looking at the machine'))];
  const { host, cores, load, memory } = read;
  const width = barWidth(box);
  return [
    line(toned('bold', host), toned('dim', `  ${cores} ${cores === 1 ? 'core' : 'cores'}`)),
    ...(load === undefined
      ? []
      : [line(toned('dim', 'load    '), bar(load / cores, width, box), `  ${load.toFixed(1)} of ${cores} cores`)]),
    ...(memory
      ? [
          line(
            toned('dim', 'memory  '),
            bar(memory.usedMib / memory.totalMib, width, box),
            `  ${gibText(memory.usedMib)} of ${gibText(memory.totalMib)} GiB`,
          ),
        ]
      : []),
  ];
}

function cardLines({ devices: read }: DashRun, box: Box): Line[] {
  if (!read) return [];
  if (read.cards.length === 0)
    return [line(toned('dim', `no graphics cards${read.problem ? `: ${read.problem}` : ''}`))];
  return read.cards.flatMap(card => [line(), ...oneCard(card, box)]);
}

function oneCard(
  { label, name, usePercent, usedMib, totalMib, temperatureCelsius, holder }: CardUse,
  box: Box,
): Line[] {
  const width = barWidth(box);
  const heat = temperatureCelsius === undefined ? '' : `, ${temperatureCelsius} ${box.unicode ? '°C' : 'C'}`;
  const use =
    usePercent === undefined ? [] : [line('  use     ', bar(usePercent / 100, width, box), `  ${usePercent} %`)];
  const memory =
    usedMib === undefined || totalMib === undefined
      ? []
      : [line('  memory  ', bar(usedMib / totalMib, width, box), `  ${gibText(usedMib)} of ${gibText(totalMib)} GiB`)];
  return [
    line(toned('bold', `${label} `), `${name}${heat}`),
    ...use,
    ...memory,
    line(toned('dim', `  ${holder ?? 'free'}`)),
  ];
}

interface SlotRow {
  readonly slot: SlotFacts;
  readonly record: JobRecord | undefined;
}

function slotLines(run: DashRun, box: Box): Line[] {
  const records = [...run.state.running.values()];
  const known = new Map(run.slots.map(slot => [slot.slot, slot]));
  for (const { slot } of records)
    if (slot !== undefined && !known.has(slot)) known.set(slot, { slot, pid: undefined, card: undefined });
  if (known.size === 0) return [line(toned('dim', 'no worker yet'))];
  const rows = [...known.values()].map(
    (slot): SlotRow => ({ slot, record: records.find(record => record.slot === slot.slot) }),
  );
  const columns = slotColumns(run, box);
  return [
    line(`${run.state.running.size} of ${run.state.workers} workers busy`),
    headLine(columns, box),
    ...rows.map(row => rowLine(columns, row, box)),
  ];
}

function slotColumns(run: DashRun, { columns: width }: Box): readonly RowColumn<SlotRow>[] {
  const read = run.devices;
  const use = ({ slot }: SlotRow) => read?.workers.get(slot.slot);
  const place = ({ slot: { card } }: SlotRow): string =>
    card === undefined ? 'cores' : (read?.cards.find(({ uuid }) => uuid === card)?.label ?? card.slice(0, 12));
  const label = Math.max(14, Math.floor(width * 0.3));
  const columns: readonly RowColumn<SlotRow>[] = [
    { title: 'slot', width: 4, align: 'right', of: ({ slot }) => toned('plain', `${slot.slot}`) },
    { title: 'on', width: 6, of: row => toned('plain', place(row)) },
    {
      title: 'CPU',
      width: 5,
      align: 'right',
      of: row => toned('plain', use(row)?.cpuPercent === undefined ? '' : `${Math.round(use(row)?.cpuPercent ?? 0)} %`),
    },
    {
      title: 'memory',
      width: 8,
      align: 'right',
      of: row => toned('plain', use(row)?.usedMib === undefined ? '' : `${gibText(use(row)?.usedMib ?? 0)} GiB`),
    },
    { title: 'job', width: label, of: ({ record }) => toned(record ? 'plain' : 'dim', record?.job.label ?? 'idle') },
    {
      title: 'state',
      width: Math.max(0, width - label - 33),
      of: ({ record }) => toned('info', record ? progressText(record, run.state, run.nowMs) : ''),
    },
  ];
  return columns.filter(column => column.width > 0);
}

const barWidth = ({ columns }: Box): number => Math.min(30, Math.max(8, Math.floor(columns / 4)));

function bar(share: number, width: number, { unicode }: Box) {
  const filled = Math.max(0, Math.min(width, Math.round(share * width)));
  const [full, empty] = unicode ? ['█', '░'] : ['#', '.'];
  return toned(share > 0.9 ? 'warn' : 'good', `${full.repeat(filled)}${empty.repeat(width - filled)}`);
}

const gibText = (mib: number): string => (mib / 1024).toFixed(1);
