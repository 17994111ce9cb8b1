import { unreachable } from '../../lib/bug.js';
import { trialLabel } from '../../report/index.js';
import { commands } from './command.js';
import type { DashRun } from './dash-run.js';
import type { DashState } from './dash-state.js';
import { type Line, line, toned } from './span.js';

/** The line above the keys: what is asked or read, what was said, or which filter is on. */
export function promptLine(state: DashState, run: DashRun): Line {
  const { prompt, message, filters, view, marks } = state;
  if (!prompt) {
    if (message !== undefined) return line(toned('warn', message));
    const filter = filters[view] ?? '';
    const shown = filter === '' ? [] : [`only rows with \`${filter}\`; esc shows all`];
    const marked = marks.size > 0 && view === 'overview' ? [`${marks.size} marked; c compares them`] : [];
    return line(toned('dim', [...shown, ...marked].join('  ')));
  }
  switch (prompt.type) {
    case 'filter':
      return line(toned('bold', '/'), prompt.text, '_', toned('dim', '  enter keeps it, esc shows all'));
    case 'command':
      return line(toned('bold', ':'), prompt.text, '_', toned('dim', `  ${offers(prompt.text)}`));
    case 'stop-trial':
      return line(
        toned('warn', `stop trial ${prompt.trial} (${trialLabel(run.state, prompt.trial) ?? ''})?`),
        toned('bold', '  y stops it, any other key does not'),
      );
    case 'stop-run':
      return line(toned('warn', stopQuestion(run)), toned('bold', '  y does, any other key does not'));
    case 'leave':
      return line(
        toned('warn', 'leave:'),
        toned('bold', '  g lets the run go on without you'),
        toned('bold', `  s ${run.state.isStopping ? 'ends it now' : 'stops it'}`),
        toned('dim', '  esc stays'),
      );
    default:
      return unreachable(prompt);
  }
}

const stopQuestion = ({ state }: DashRun): string =>
  state.isStopping ? 'end the run now, without checkpoints?' : 'stop the run, once running jobs wrote checkpoints?';

function offers(text: string): string {
  const [name = ''] = text.split(' ');
  return Object.entries(commands)
    .filter(([known]) => known.startsWith(name))
    .map(([known, { takes }]) => (takes === undefined ? known : `${known} ${takes}`))
    .join('  ');
}
