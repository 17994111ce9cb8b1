import { unreachable } from '../../lib/bug.js';
import { chosenCell, chosenTrial } from './chosen.js';
import { completed, obeyed } from './command.js';
import type { DashRun } from './dash-run.js';
import { type DashState, goBack, goTo, type Prompt, sorts, told, views } from './dash-state.js';
import { moved } from './move.js';
import type { Key } from './read-keys.js';
import { askForWorkers, leaving, type Pressed, pausing, retrying } from './requests.js';
import type { Seen } from './window.js';

/** What a key makes of the state, and what it wishes from the world. Pure: the same key in the same place does the same. */
export function press(before: DashState, key: Key, run: DashRun, seen: Seen): Pressed {
  const state: DashState = before.message === undefined ? before : { ...before, message: undefined };
  if (key === 'ctrl-z') return { state, wish: { type: 'suspend' } };
  if (key === 'ctrl-l') return { state, wish: { type: 'redraw' } };
  if (state.prompt) return answer(state, state.prompt, key, run);
  const step = moved(state, key, run, seen);
  if (step) return { state: step };
  return act(state, key, run);
}

function act(state: DashState, key: Key, run: DashRun): Pressed {
  const view = views[Number(key) - 1];
  if (view && view !== 'help') return { state: goTo(state, view) };
  switch (key) {
    case 'enter':
      return { state: entered(state, run) };
    case 'esc':
      return { state: escaped(state) };
    case '?':
      return { state: state.view === 'help' ? goBack(state) : goTo(state, 'help') };
    case '/':
      return { state: prompted(state, { type: 'filter', text: state.filters[state.view] ?? '' }) };
    case ':':
      return { state: prompted(state, { type: 'command', text: '' }) };
    case 's':
      return { state: sorted(state) };
    case 'm':
      return { state: nextMetric(state, run) };
    case 'space':
      return { state: marked(state, run) };
    case 'c':
      return { state: goTo(state, 'compare') };
    case 'b':
      return { state: referred(state, run) };
    case 'x':
      return { state: stopping(state, run) };
    case 'r':
      return retrying(state, chosenTrial(state, run), run);
    case 'p':
      return pausing(state, run);
    case '+':
    case '=':
      return askForWorkers(state, run.state.workers + 1, run);
    case '-':
      return askForWorkers(state, run.state.workers - 1, run);
    case 'q':
    case 'ctrl-c':
      return leaving(state, run);
    default:
      return { state };
  }
}

/** A key while the last line asks or reads. */
function answer(state: DashState, prompt: Prompt, key: Key, run: DashRun): Pressed {
  const done: DashState = { ...state, prompt: undefined };
  if (key === 'esc' || key === 'ctrl-c') return { state: prompt.type === 'filter' ? filtered(done, '') : done };
  switch (prompt.type) {
    case 'filter':
      if (key === 'enter') return { state: done };
      return {
        state: filtered(prompted(state, { ...prompt, text: typed(prompt.text, key) }), typed(prompt.text, key)),
      };
    case 'command':
      if (key === 'enter') return obeyed(done, prompt.text, run);
      if (key === 'tab') return { state: prompted(state, { ...prompt, text: completed(prompt.text, run) }) };
      if (key === 'backspace' && prompt.text === '') return { state: done };
      return { state: prompted(state, { ...prompt, text: typed(prompt.text, key) }) };
    case 'stop-trial':
      return key === 'y'
        ? { state: done, wish: { type: 'ask', request: { type: 'stop-trial', trial: prompt.trial } } }
        : { state: told(done, 'nothing was stopped') };
    case 'stop-run':
      return key === 'y'
        ? { state: done, wish: { type: 'ask', request: { type: run.state.isStopping ? 'kill' : 'stop' } } }
        : { state: told(done, 'the run goes on') };
    case 'leave':
      if (key === 'g') return { state: done, wish: { type: 'leave' } };
      if (key === 's')
        return { state: done, wish: { type: 'ask', request: { type: run.state.isStopping ? 'kill' : 'stop' } } };
      return { state: done };
    default:
      return unreachable(prompt);
  }
}

const prompted = (state: DashState, prompt: Prompt): DashState => ({ ...state, prompt });

function typed(text: string, key: Key): string {
  if (key === 'backspace') return [...text].slice(0, -1).join('');
  if (key === 'space') return `${text} `;
  return [...key].length === 1 ? text + key : text;
}

/** A filter moves the cursor to the first that is left. */
const filtered = (state: DashState, text: string): DashState => ({
  ...state,
  filters: { ...state.filters, [state.view]: text },
  cursors: { ...state.cursors, [state.view]: undefined },
  scrolls: { ...state.scrolls, [state.view]: state.view === 'log' ? 'end' : 0 },
});

function entered(state: DashState, run: DashRun): DashState {
  if (state.view === 'help') return goBack(state);
  if (state.view !== 'overview' && state.view !== 'compare' && state.view !== 'jobs') return state;
  const trial = chosenTrial(state, run);
  if (!trial)
    return told(
      state,
      state.view === 'jobs' ? 'several trials need this job: choose one that only one needs' : 'no trial here',
    );
  return { ...goTo(state, 'trial'), trial: trial.id, scrolls: { ...state.scrolls, trial: 0 } };
}

/** Takes back one thing: a filter, then the view, then the marks. */
function escaped(state: DashState): DashState {
  if ((state.filters[state.view] ?? '') !== '') return filtered(state, '');
  if (state.back.length > 0) return goBack(state);
  return { ...state, marks: new Set() };
}

function sorted(state: DashState): DashState {
  if (state.view !== 'overview') return told(state, 'only the overview is sorted');
  const sort = sorts[(sorts.indexOf(state.sort) + 1) % sorts.length] ?? 'plan';
  return told({ ...state, sort }, `sorted by ${sort}`);
}

function nextMetric(state: DashState, run: DashRun): DashState {
  const names = [...new Set(run.results.experiments.flatMap(({ metrics }) => metrics))];
  if (names.length === 0) return told(state, 'nothing was measured yet');
  const metric = names[(names.indexOf(state.metric ?? '') + 1) % names.length];
  return told({ ...state, metric }, `shows ${metric}`);
}

function marked(state: DashState, run: DashRun): DashState {
  const cell = state.view === 'overview' || state.view === 'compare' ? chosenCell(state, run) : undefined;
  if (!cell) return state;
  const marks = new Set(state.marks);
  if (!marks.delete(cell.key)) marks.add(cell.key);
  return told({ ...state, marks }, `${marks.size} marked; c compares them`);
}

function referred(state: DashState, run: DashRun): DashState {
  if (state.view !== 'compare') return told(state, 'b chooses what the comparison is with: go there with c');
  const cell = chosenCell(state, run);
  if (!cell) return state;
  return state.reference === cell.key
    ? told({ ...state, reference: undefined }, 'compared with the baseline')
    : told({ ...state, reference: cell.key }, `compared with ${cell.label}`);
}

function stopping(state: DashState, run: DashRun): DashState {
  const trial = chosenTrial(state, run);
  if (!trial) return told(state, 'choose a trial first: a seed in the overview, or a job of one trial');
  if (run.state.state !== 'running') return told(state, 'the run is not under way');
  if (run.state.trialEnds.has(trial.id)) return told(state, `trial ${trial.id} is over`);
  return prompted(state, { type: 'stop-trial', trial: trial.id });
}
