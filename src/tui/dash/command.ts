import { nearest } from '../../lib/nearest.js';
import { chosenTrial } from './chosen.js';
import type { DashRun } from './dash-run.js';
import { type DashState, goTo, type Sort, sorts, told, type View, views } from './dash-state.js';
import { askForWorkers, asking, leaving, type Pressed, pausing, retrying } from './requests.js';

interface Command {
  /** What follows the name, for the help. */
  readonly takes?: string;
  readonly help: string;
  readonly do: (state: DashState, rest: string, run: DashRun) => Pressed;
  /** What may follow, for the tab key. */
  readonly offers?: (run: DashRun) => readonly string[];
}

const show = (view: View): Command => ({ help: `show ${view}`, do: state => ({ state: goTo(state, view) }) });

/** What can be typed after `:`. */
export const commands: Readonly<Record<string, Command>> = {
  ...Object.fromEntries(views.filter(view => view !== 'trial').map(view => [view, show(view)])),
  trial: {
    takes: '[part of its name]',
    help: 'show a trial',
    do: (state, rest, run) => ({ state: shown(state, rest, run) }),
    offers: trialsOf,
  },
  filter: {
    takes: '[text]',
    help: 'show only rows with a text in them',
    do: (state, rest) => ({ state: { ...state, filters: { ...state.filters, [state.view]: rest } } }),
  },
  sort: {
    takes: sorts.join('|'),
    help: 'sort the cells of the overview',
    do: (state, rest) =>
      isSort(rest)
        ? { state: { ...goTo(state, 'overview'), sort: rest } }
        : { state: told(state, `sort by one of ${sorts.join(', ')}`) },
    offers: () => sorts,
  },
  metric: {
    takes: '[name]',
    help: 'judge cells by a metric; without a name, by the one of each experiment',
    do: (state, rest, run) => ({ state: judged(state, rest, run) }),
    offers: metricsOf,
  },
  unmark: { help: 'mark no cell', do: state => ({ state: { ...state, marks: new Set() } }) },
  pause: {
    help: 'start nothing new',
    do: (state, _, run) => (run.state.isPaused ? { state: told(state, 'it is paused') } : pausing(state, run)),
  },
  resume: {
    help: 'end a pause',
    do: (state, _, run) => (run.state.isPaused ? pausing(state, run) : { state: told(state, 'it is not paused') }),
  },
  workers: {
    takes: 'N',
    help: 'how many jobs may run side by side',
    do: (state, rest, run) =>
      /^[1-9]\d{0,3}$/.test(rest)
        ? askForWorkers(state, Number(rest), run)
        : { state: told(state, 'how many? `:workers 4`') },
  },
  retry: {
    takes: '[part of its name]',
    help: 'try a trial again',
    do: (state, rest, run) => retrying(state, trialNamed(state, rest, run), run),
    offers: trialsOf,
  },
  stop: {
    takes: '[part of a name]',
    help: 'stop a trial, or without a name the run; asks first',
    do: stopped,
    offers: trialsOf,
  },
  quit: { help: 'leave', do: (state, _, run) => leaving(state, run) },
};

/** Does what was typed after `:`. An unambiguous beginning of a name will do. */
export function obeyed(state: DashState, text: string, run: DashRun): Pressed {
  const [name = '', ...words] = text.trim().split(/\s+/);
  if (name === '') return { state };
  const names = Object.keys(commands);
  const matches = names.includes(name) ? [name] : names.filter(known => known.startsWith(name));
  const command = matches.length === 1 ? commands[matches[0] ?? ''] : undefined;
  if (command) return command.do(state, words.join(' '), run);
  if (matches.length > 1) return { state: told(state, `\`${name}\` may be ${matches.join(', ')}`) };
  const near = nearest(name, names);
  return { state: told(state, `no command \`${name}\`${near ? `; did you mean \`${near}\`?` : ''}`) };
}

/** What was typed, with as much added as there is only one way to go on. */
export function completed(text: string, run: DashRun): string {
  const space = text.indexOf(' ');
  const isName = space < 0;
  const begun = isName ? text : text.slice(space + 1);
  const offers = isName ? Object.keys(commands) : (commands[text.slice(0, space)]?.offers?.(run) ?? []);
  const matches = offers.filter(offer => offer.startsWith(begun));
  const [first = begun] = matches;
  const common = matches.reduce((kept, match) => commonStart(kept, match), first);
  return `${text.slice(0, text.length - begun.length)}${common}${isName && matches.length === 1 ? ' ' : ''}`;
}

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}

function shown(state: DashState, rest: string, run: DashRun): DashState {
  const trial = trialNamed(state, rest, run);
  if (!trial) return told(state, rest === '' ? 'which trial?' : `no single trial has \`${rest}\` in its name`);
  return { ...goTo(state, 'trial'), trial: trial.id, scrolls: { ...state.scrolls, trial: 0 } };
}

function stopped(state: DashState, rest: string, run: DashRun): Pressed {
  if (run.state.state !== 'running' || run.isLost) return asking(state, { type: 'stop' }, run);
  if (rest === '') return { state: { ...state, prompt: { type: 'stop-run' } } };
  const trial = trialNamed(state, rest, run);
  if (!trial) return { state: told(state, `no single trial has \`${rest}\` in its name`) };
  return { state: { ...state, prompt: { type: 'stop-trial', trial: trial.id } } };
}

function judged(state: DashState, rest: string, run: DashRun): DashState {
  if (rest === '') return { ...state, metric: undefined };
  const names = metricsOf(run);
  if (names.includes(rest)) return { ...state, metric: rest };
  return told(state, names.length > 0 ? `metrics are ${names.join(', ')}` : 'nothing was measured yet');
}

function trialNamed(state: DashState, part: string, run: DashRun) {
  if (part === '') return chosenTrial(state, run);
  const exact = run.state.trials.get(part);
  if (exact) return exact;
  const matches = [...run.state.trials.values()].filter(({ id }) => id.includes(part));
  return matches.length === 1 ? matches[0] : undefined;
}

function trialsOf({ state }: DashRun): readonly string[] {
  return [...state.trials.keys()];
}

function metricsOf({ results }: DashRun): readonly string[] {
  return [...new Set(results.experiments.flatMap(({ metrics }) => metrics))];
}

const isSort = (text: string): text is Sort => sorts.some(sort => sort === text);
