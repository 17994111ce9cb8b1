import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { starter } from '../starter.js';

/** `kd new NAME`: never overwrites. */
export const newFile: CommandAction = async ([given = ''], _options, terminal) => {
  const file = given.endsWith('.kd') ? given : `${given}.kd`;
  const name = basename(file, '.kd');
  if (!/^[A-Za-z][\w-]*$/.test(name))
    throw new CommandError(
      `\`${name}\` cannot name an experiment`,
      exitCode.wrong,
      'a name is a letter, then letters, digits, - and _',
    );
  try {
    writeFileSync(resolve(terminal.cwd, file), starter(name), { flag: 'wx' });
  } catch (error) {
    throw new CommandError(problemOf(error, file));
  }
  terminal.out(`${file} is written; next:\n  kd exp run ${file}\n`);
  return exitCode.done;
};

function problemOf(error: unknown, file: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EEXIST') return `${file} is there already; nothing was written`;
  if (code === 'ENOENT') return `the folder of ${file} does not exist`;
  return `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
}
