import { findEngines, isFound, type Sought } from '../../engines/index.js';
import { columns } from '../columns.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';

/** `kd engine ls`: every engine, whether it is there, and what would bring it. */
export const engineLs: CommandAction = async (_args, options, terminal) => {
  const sought = findEngines(terminal.env);
  terminal.out(
    options.json ? `${JSON.stringify(sought, undefined, 2)}\n` : `${columns(sought.map(rowOf)).join('\n')}\n`,
  );
  return exitCode.done;
};

const rowOf = (one: Sought): string[] =>
  isFound(one)
    ? [one.name, one.computesOn, `${one.library}${one.folder ? ` in ${one.folder}` : ''}`]
    : [one.name, one.computesOn, `${one.reason}: ${one.remedy}`];
