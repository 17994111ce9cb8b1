import { Command } from 'commander';
import { kdVersion } from '../lib/kd-version.js';
import { columns } from './columns.js';
import { CommandError } from './command-error.js';
import { type CommandEntry, commands, commandsNotYet } from './commands.js';
import { type ExitCode, exitCode } from './exit-code.js';
import { notYet } from './options.js';
import type { Terminal } from './terminal.js';

/** Runs what was typed after `kd`. Rejects with commander's error where that cannot be read. */
export async function runProgram(terminal: Terminal): Promise<ExitCode> {
  let ended: ExitCode = exitCode.done;
  const program = newCommand('kd', terminal)
    .version(kdVersion(), '--version', 'print the version')
    .configureHelp({ formatHelp: () => helpText });

  for (const entry of commands)
    declare(program, entry, terminal).action(async (...given) => {
      const command = given.at(-1) as Command;
      refuseNotYet(command);
      const action = await entry.load();
      ended = await action(command.args, command.opts(), terminal);
    });
  for (const name of commandsNotYet)
    addByPath(program, name, terminal, { hidden: true })
      .allowUnknownOption()
      .allowExcessArguments()
      .helpOption(false)
      .action(() => {
        throw new CommandError(`\`kd ${name}\` is not there yet`, exitCode.wrong, '`kd --help` lists what is');
      });

  await program.parseAsync(terminal.typed, { from: 'user' });
  return ended;
}

function declare(program: Command, entry: CommandEntry, terminal: Terminal): Command {
  const hidden = { hidden: entry.isHidden ?? false };
  const command = addByPath(program, entry.name, terminal, hidden).description(entry.help);
  if (entry.arguments) command.arguments(entry.arguments);
  for (const option of entry.options ?? []) command.addOption(option);
  if (entry.name === 'exp run') for (const option of notYet) command.addOption(option);
  return command;
}

/** `exp run` is `run` in the group `exp`, which is made where it is not there. */
function addByPath(
  program: Command,
  path: string,
  terminal: Terminal,
  options?: { readonly hidden: boolean },
): Command {
  const names = path.split(' ');
  const own = names.pop() ?? '';
  let group = program;
  for (const name of names) {
    const known = group.commands.find(command => command.name() === name);
    const made = known ?? newCommand(name, terminal).description(groupHelp[name] ?? '');
    if (!known) group.addCommand(made, options);
    group = made;
  }
  const command = newCommand(own, terminal);
  group.addCommand(command, options);
  return command;
}

const shown = commands.filter(({ isHidden }) => !isHidden);

/** All commands on one page; commander would list only the groups. */
const helpText = `Usage: kd COMMAND …

Knowledge-distillation experiments: written down, checked, run, compared.

${columns(shown.map(({ name, arguments: takes = '', help }) => [`${name} ${takes}`.trimEnd(), help])).join('\n')}

\`kd COMMAND --help\` lists the options of one. Start with \`kd new first\` and \`kd exp run first.kd\`.
`;

const groupHelp: Readonly<Record<string, string>> = {
  exp: 'experiments and their runs',
  data: 'data sets',
  engine: 'what computes',
};

function newCommand(name: string, terminal: Terminal): Command {
  return new Command(name)
    .helpCommand(false)
    .helpOption('-h, --help', 'print this help')
    .configureHelp({ optionDescription: ({ description }) => description })
    .showHelpAfterError(`(\`kd --help\` lists commands, \`--help\` behind one its options)`)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, getErrHelpWidth: () => terminal.columns });
}

function refuseNotYet(command: Command): void {
  for (const option of notYet)
    if (command.getOptionValue(option.attributeName()) !== undefined)
      throw new CommandError(
        `\`${option.long}\` is not there yet`,
        exitCode.wrong,
        'leave it out to run on this machine’s cores',
      );
}
