import { availableParallelism } from 'node:os';

import {
  type CardReading,
  cardName,
  findCards,
  type LeaseHolder,
  leaseFolder,
  openLeases,
} from '../../devices/index.js';
import { visible } from '../../lib/visible.js';
import { columns } from '../columns.js';
import type { CommandAction } from '../commands.js';
import { counted } from '../counted.js';
import { exitCode } from '../exit-code.js';

interface Row extends CardReading {
  /** CUDA_VISIBLE_DEVICES does not hide it. */
  readonly isVisible: boolean;
  readonly holder?: LeaseHolder;
}

/** `kd devices`: cards and cores as `kd` sees them, and who holds what. */
export const devices: CommandAction = async (_args, options, terminal) => {
  const found = await findCards(terminal.env);
  const leases = openLeases(leaseFolder(terminal.env));
  const rows = [...found.visible, ...found.hidden].map((card): Row => {
    const holder = leases.holder(card.uuid);
    return { ...card, isVisible: found.visible.includes(card), ...(holder && { holder }) };
  });
  const cores = availableParallelism();
  terminal.out(
    options.json
      ? `${JSON.stringify({ version: 1, cores, cards: rows.map(asJson), problem: found.problem }, undefined, 2)}\n`
      : `${[...cardLines(rows, found.problem), counted(cores, 'core')].join('\n')}\n`,
  );
  return exitCode.done;
};

const cardLines = (rows: readonly Row[], problem: string | undefined): readonly string[] =>
  rows.length === 0
    ? [`no graphics cards: ${visible(problem ?? '`nvidia-smi` lists none')}`]
    : columns(rows.flatMap(cardRows), '');

function cardRows(row: Row): readonly (readonly string[])[] {
  const { name, uuid, totalMib, usedMib, usePercent, temperatureCelsius, partOf } = row;
  const facts = [
    visible(name),
    `${usedMib ?? '?'} of ${totalMib ?? '?'} MiB`,
    `${usePercent ?? '?'} % busy`,
    `${temperatureCelsius ?? '?'} °C`,
    ...(partOf === undefined ? [uuid] : []),
  ];
  return [[cardName(row), facts.join(', ')], ...holdLines(row).map(text => ['', visible(text)])];
}

function holdLines({ isVisible, holder }: Row): readonly string[] {
  if (!holder) return [isVisible ? 'free' : 'hidden by CUDA_VISIBLE_DEVICES'];
  const { run, pid, host, since, work } = holder;
  return [
    `held by run ${run}, process ${pid} on ${host}, since ${since}${isVisible ? '' : '; hidden by CUDA_VISIBLE_DEVICES'}`,
    ...work.map(({ job, worker }) => `${job ?? 'nothing now'}${worker ? `, in process ${worker.pid}` : ''}`),
  ];
}

function asJson({ totalMib, usedMib, usePercent, temperatureCelsius, holder, ...card }: Row): object {
  return {
    ...card,
    memoryMib: { total: totalMib ?? null, used: usedMib ?? null },
    usePercent: usePercent ?? null,
    temperatureCelsius: temperatureCelsius ?? null,
    holder: holder ? holderJson(holder) : null,
  };
}

const holderJson = ({ run, pid, host, since, work }: LeaseHolder): object => ({
  run,
  pid,
  host,
  since,
  work: work.map(({ slot, job, worker }) => ({ slot, job: job ?? null, pid: worker?.pid ?? null })),
});
