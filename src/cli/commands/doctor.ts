import { existsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';

import { driverFault, findEngines, isFound } from '../../engines/index.js';
import { kdVersion } from '../../lib/kd-version.js';
import { openStore, StoreError } from '../../store/index.js';
import { trialsOf } from '../choose-engine.js';
import { columns } from '../columns.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { sizeText } from '../size-text.js';
import { storeFolder } from '../store-options.js';
import type { Terminal } from '../terminal.js';

/** `kd doctor`: engines tried, each that is not taken with the one step that would change it; machine and store. */
export const doctor: CommandAction = async (_args, options, terminal) => {
  const machine = [
    ['kd', kdVersion()],
    ['node', process.version],
    ['cores', `${availableParallelism()}, memory ${sizeText(totalmem())}`],
  ];
  terminal.out(`${columns(machine).join('\n')}\n`);
  const engines = await engineRows(terminal);
  terminal.out(`\nengines\n${columns(engines.rows).join('\n')}\n`);
  const store = storeRow(storeFolder(options, terminal));
  terminal.out(`\nstore\n${columns([store.row]).join('\n')}\n`);
  return engines.taken && store.isUsable ? exitCode.done : exitCode.unusable;
};

async function engineRows(terminal: Terminal): Promise<{ readonly rows: string[][]; readonly taken: boolean }> {
  const sought = findEngines(terminal.env);
  const all = sought.filter(isFound);
  const trials = await trialsOf(
    all.filter(one => !one.isEmulated),
    terminal,
  );
  const emulated = all
    .filter(one => one.isEmulated)
    .map(one => [
      '✔',
      `${one.name} (${one.computesOn})`,
      `${one.library}; it stands for a card, and only \`--engine\` takes it`,
    ]);
  const passed = trials.flatMap(({ result }) => ('stepMs' in result ? [result] : []));
  const best = Math.min(...passed.map(({ stepMs }) => stepMs));
  const bestDense = Math.min(...passed.map(({ denseStepMs }) => denseStepMs));
  const found = trials.map(({ engine, result }) => {
    const name = `${engine.name} (${engine.computesOn})`;
    if ('fault' in result) return ['✖', name, `${engine.library}: ${result.fault}`];
    const { stepMs, denseStepMs } = result;
    const takenFor = [
      ...(stepMs === best ? ['convolutional'] : []),
      ...(denseStepMs === bestDense ? ['dense'] : []),
    ].join(' and ');
    return [
      takenFor === '' ? '✔' : '→',
      name,
      `${engine.library}: ${stepMs.toFixed(1)} ms a step at a convolutional net, ${denseStepMs.toFixed(1)} at a dense one${takenFor === '' ? '' : `; \`auto\` takes it for ${takenFor} nets`}`,
    ];
  });
  const missing = sought.flatMap(one => {
    if (isFound(one)) return [];
    const fault = one.name === 'tensorflow' && one.computesOn === 'card' ? driverFault() : undefined;
    const { reason, remedy } = fault ?? one;
    return [['-', `${one.name} (${one.computesOn})`, `${reason}; what would change it: ${remedy}`]];
  });
  return { rows: [...found, ...emulated, ...missing], taken: Number.isFinite(best) };
}

function storeRow(folder: string): { readonly row: string[]; readonly isUsable: boolean } {
  if (!existsSync(folder)) return { row: ['-', `${folder} is not there yet; the first run makes it`], isUsable: true };
  try {
    const { runs } = openStore(folder, 'read');
    return { row: ['✔', `${folder}, ${runs.list().length} runs`], isUsable: true };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { row: ['✖', error.message], isUsable: false };
  }
}
