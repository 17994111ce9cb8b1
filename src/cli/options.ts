import { InvalidArgumentError, Option } from 'commander';

// What a flag can say, a variable can say: `--workers 2` is `KD_WORKERS=2`. The flag wins.

const flag = (flags: string, help: string): Option => withVariable(new Option(flags, help));

const choice = (flags: string, help: string, choices: readonly string[]): Option =>
  flag(flags, `${help}: ${choices.join(', ')}`).choices(choices);

const repeatable = (flags: string, help: string): Option => flag(flags, help).argParser(gather);

export const store = flag('--store <dir>', 'where results are kept (default: .kd)');
export const yes = flag('--yes', 'fetch it; without this, only say what would be fetched');
export const interval = choice('--interval <how>', 'how 95 % intervals are found', ['t', 'bootstrap']);
export const by = flag('--by <metric>', 'the metric of the verdict (default: the one the first run compares by)');
export const against = flag(
  '--against <cell>',
  'the cell to compare with, by a part of its label (default: a baseline)',
);
export const out = flag(
  '--out <file>',
  'where to write it; - writes to standard output (default: beside the results of the run)',
);
export const markdown = flag('--markdown', 'tables of Markdown');
export const latex = flag('--latex', 'tables of LaTeX, for the package booktabs').conflicts('markdown');
export const json = flag('--json', 'as JSON');

/** What decides which jobs there are. */
export const planning: readonly Option[] = [
  choice('--engine <name>', 'what computes', ['auto', 'wasm', 'tensorflow', 'webgpu']),
  repeatable('--set <path=value>', 'change a setting of every experiment, as in train.epochs=2; repeatable'),
  repeatable('--only <name>', 'an experiment by its name, or points by axis=value; repeatable'),
  flag('--seed <seeds>', 'the seed, or several: 1..3'),
  repeatable('--allow-path <dir>', 'let `use` and paths lead into this folder too; repeatable'),
  store,
];

export const workers = flag('--workers <n>', 'how many jobs at a time (default: one per core or card)').argParser(
  countOf,
);
export const gpus = flag('--gpus <list>', 'graphics cards by index or UUID, as in 0,1; none for cores').argParser(
  cardsOf,
);
export const ui = choice('--ui <how>', 'how progress is shown', ['auto', 'live', 'dash', 'plain', 'json', 'none']);
export const failFast = flag('--fail-fast', 'start nothing new after the first failure');
export const detach = flag('--detach', 'leave it running by itself; see `watch` and `stop`');
export const fresh = flag('--fresh', 'take nothing from the store');
export const allowPath = repeatable('--allow-path <dir>', 'let `use` and paths lead into this folder too; repeatable');
export const format = choice('--format <name>', 'how mistakes are shown', ['text', 'json', 'github', 'sarif']);
export const check = flag('--check', 'write nothing; exit code 1 where a file would change');
export const repair = flag('--repair', 'set damaged results aside, so that they are computed again');
export const dryRun = flag('--dry-run', 'do nothing, only say what would be done');
export const run = flag('--run <name>', 'of this run, by any unambiguous part of its name (default: the newest)');
export const gpu = flag('--gpu', 'for cards of NVIDIA, with the libraries of CUDA');
export const python = flag('--python <path>', 'take the TensorFlow that this Python or virtual environment has');
export const csv = flag('--csv <dir>', 'trials.csv, cells.csv and epochs.csv into this folder');
export const parquet = flag('--parquet <file>', 'every number of every trial and epoch, a row each');
export const tensorboard = flag('--tensorboard <dir>', 'curves and settings for TensorBoard, a folder a trial');
export const mlflow = flag('--mlflow <uri>', 'runs with settings and metrics into a tracking server of MLflow');
export const trace = flag('--trace <file>', 'every attempt at a job, with times and reasons, separated by tabs');
export const bundle = flag('--bundle <file>', 'the run and all it needs in one file, which `kd exp verify` accepts');
export const force = flag('--force', 'write over files that are there');
export const pictures = flag(
  '--pictures <dir>',
  'what `measure [grad-cam(…)]` has drawn, as PNG files into this folder',
);
export const student = flag('--student <trial>', 'the student of this trial as a model for other programs; see --to');
export const to = flag('--to <dir>', 'the folder a student is written into');
export const as = flag('--as <formats>', 'what a student is written as: tfjs,onnx,savedmodel (default: all)');

/** Part of the contract with users, and not there yet: known, so that the answer is better than "unknown option". */
export const notYet: readonly Option[] = [flag('--executor <name>', 'where jobs run').hideHelp()];

/** A variable that says no, such as `KD_FRESH=0`, leaves a flag unset; commander would look only whether it is there. */
function withVariable(option: Option): Option {
  const name = `KD_${option.name().toUpperCase().replaceAll('-', '_')}`;
  const saysNo = option.isBoolean() && ['', '0', 'false', 'no'].includes(process.env[name] ?? '');
  return saysNo ? option : option.env(name);
}

/** In a variable, one value a line. */
function gather(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), ...value.split('\n').filter(line => line.trim() !== '')];
}

function cardsOf(value: string): string {
  const names = value.split(',').map(name => name.trim());
  if (value !== 'none' && !names.every(name => /^(?:\d+|(?:GPU|MIG)-[\w/-]+)$/.test(name)))
    throw new InvalidArgumentError('Indices or UUIDs of cards are wanted, with commas between them, or `none`.');
  return names.join(',');
}

function countOf(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError('A whole number from 1 is wanted.');
  return Number(value);
}
