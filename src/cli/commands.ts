import type { Option, OptionValues } from 'commander';

import type { ExitCode } from './exit-code.js';
import * as option from './options.js';
import type { Terminal } from './terminal.js';

/** A command as the command line knows it; what it does is loaded when it is wanted. */
export interface CommandEntry {
  /** After `kd`. */
  readonly name: string;
  readonly arguments?: string;
  readonly help: string;
  readonly options?: readonly Option[];
  /** Not for people to type; in no help. */
  readonly isHidden?: true;
  readonly load: () => Promise<CommandAction>;
}

/** Does it. Throws `CommandError` where the person who typed it has to do something else. */
export type CommandAction = (args: readonly string[], options: OptionValues, terminal: Terminal) => Promise<ExitCode>;

const takingUp = [option.workers, option.gpus, option.store, option.ui, option.detach, option.failFast];

/** What `kd` can do, in the order of its help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'exp run',
    arguments: '<file...>',
    help: 'check, plan, run what is not there yet, report',
    options: [option.workers, option.gpus, ...option.planning, option.ui, option.detach, option.failFast, option.fresh],
    load: async () => (await import('./commands/exp-run.js')).expRun,
  },
  {
    name: 'exp check',
    arguments: '<file...>',
    help: 'all mistakes of the files; - reads standard input',
    options: [option.format, option.allowPath],
    load: async () => (await import('./commands/exp-check.js')).expCheck,
  },
  {
    name: 'exp plan',
    arguments: '<file...>',
    help: 'what would run, what is there already, what changed and why, how long it takes',
    options: [option.workers, option.gpus, ...option.planning, option.json],
    load: async () => (await import('./commands/exp-plan.js')).expPlan,
  },
  {
    name: 'exp try',
    arguments: '<file...>',
    help: 'every distinct kind of trial for a few batches: seconds, not hours',
    options: [option.workers, option.gpus, ...option.planning],
    load: async () => (await import('./commands/exp-try.js')).expTry,
  },
  {
    name: 'exp watch',
    arguments: '[run]',
    help: 'show a run, under way or over, on a dashboard (default: the newest); q leaves it alone',
    options: [option.store, option.ui],
    load: async () => (await import('./commands/exp-watch.js')).expWatch,
  },
  {
    name: 'exp stop',
    arguments: '[run] [trial]',
    help: 'let running jobs write a checkpoint and stop a run, or one trial; waits until that is so',
    options: [option.store],
    load: async () => (await import('./commands/exp-stop.js')).expStop,
  },
  {
    name: 'exp pause',
    arguments: '[run]',
    help: 'start nothing new until resume',
    options: [option.store],
    load: async () => (await import('./commands/exp-pause.js')).expPause,
  },
  {
    name: 'exp resume',
    arguments: '[run]',
    help: 'end a pause, or go on with a run that was stopped or killed, by its frozen plan',
    options: takingUp,
    load: async () => (await import('./commands/exp-resume.js')).expResume,
  },
  {
    name: 'exp retry',
    arguments: '[run] [trial]',
    help: 'try what failed of a trial again',
    options: takingUp,
    load: async () => (await import('./commands/exp-retry.js')).expRetry,
  },
  {
    name: 'exp head',
    arguments: '[run]',
    help: 'the process that carries a run out where another shows it',
    isHidden: true,
    load: async () => (await import('./commands/exp-head.js')).expHead,
  },
  {
    name: 'exp ls',
    help: 'the runs of the store',
    options: [option.store, option.json],
    load: async () => (await import('./commands/exp-ls.js')).expLs,
  },
  {
    name: 'exp show',
    arguments: '[run] [trial]',
    help: 'the result tables of a run (default: the newest), or all about a trial',
    options: [option.interval, option.store, option.json],
    load: async () => (await import('./commands/exp-show.js')).expShow,
  },
  {
    name: 'exp compare',
    arguments: '<run...>',
    help: 'cells of one run or several side by side, with statistics',
    options: [option.against, option.by, option.interval, option.store, option.json],
    load: async () => (await import('./commands/exp-compare.js')).expCompare,
  },
  {
    name: 'exp report',
    arguments: '[run]',
    help: 'one page of HTML that answers (default: of the newest run), or tables of Markdown or LaTeX for a paper',
    options: [option.out, option.markdown, option.latex, option.interval, option.force, option.store],
    load: async () => (await import('./commands/exp-report.js')).expReport,
  },
  {
    name: 'exp why',
    arguments: '<trial>',
    help: 'why a trial failed, was skipped, or waits: the cause, its attempts, the end of its log',
    options: [option.run, option.store, option.json],
    load: async () => (await import('./commands/exp-why.js')).expWhy,
  },
  {
    name: 'exp verify',
    arguments: '[run|file]',
    help: 'recompute every hash of a run (default: the newest), or of a bundle',
    options: [option.repair, option.store, option.json],
    load: async () => (await import('./commands/exp-verify.js')).expVerify,
  },
  {
    name: 'exp gc',
    help: 'delete what no run of the store needs',
    options: [option.dryRun, option.store, option.json],
    load: async () => (await import('./commands/exp-gc.js')).expGc,
  },
  {
    name: 'exp export',
    arguments: '[run]',
    help: 'results as files for other programs',
    options: [
      option.csv,
      option.parquet,
      option.tensorboard,
      option.mlflow,
      option.trace,
      option.bundle,
      option.pictures,
      option.student,
      option.to,
      option.as,
      option.interval,
      option.force,
      option.store,
    ],
    load: async () => (await import('./commands/exp-export.js')).expExport,
  },
  {
    name: 'fmt',
    arguments: '<file...>',
    help: 'format in place; - filters standard input',
    options: [option.check],
    load: async () => (await import('./commands/fmt.js')).fmt,
  },
  {
    name: 'new',
    arguments: '<name>',
    help: 'a commented starter file that runs',
    load: async () => (await import('./commands/new.js')).newFile,
  },
  {
    name: 'explain',
    arguments: '[word]',
    help: 'a code such as KD2201, or anything a file may name; without one, the catalogue',
    load: async () => (await import('./commands/explain.js')).explain,
  },
  {
    name: 'data ls',
    help: 'data sets: where found, licence, size',
    options: [option.json],
    load: async () => (await import('./commands/data-ls.js')).dataLs,
  },
  {
    name: 'data get',
    arguments: '<name>',
    help: 'fetch a data set from its home page and verify it',
    options: [option.yes],
    load: async () => (await import('./commands/data-get.js')).dataGet,
  },
  {
    name: 'devices',
    help: 'graphics cards and cores: memory, use, temperature, and who holds what',
    options: [option.json],
    load: async () => (await import('./commands/devices.js')).devices,
  },
  {
    name: 'engine ls',
    help: 'what can compute here, and what would bring what cannot',
    options: [option.json],
    load: async () => (await import('./commands/engine-ls.js')).engineLs,
  },
  {
    name: 'engine install',
    arguments: '<name>',
    help: 'set up an engine: tensorflow, native speed on cores or, with --gpu, on cards of NVIDIA',
    options: [option.gpu, option.python, option.dryRun],
    load: async () => (await import('./commands/engine-install.js')).engineInstall,
  },
  {
    name: 'doctor',
    help: 'what kd sees of this machine, what is wrong and what to do',
    options: [option.store],
    load: async () => (await import('./commands/doctor.js')).doctor,
  },
];

/** Promised, and not there yet. */
export const commandsNotYet: readonly string[] = ['lsp'];
