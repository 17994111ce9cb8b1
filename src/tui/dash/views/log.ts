import { line, type Tone, toned } from '../span.js';
import { textPicture } from './list.js';
import type { ViewOf } from './view.js';

/** What happened, a line each; at its end it follows. */
export const log: ViewOf = (state, run, box) => {
  const filter = (state.filters.log ?? '').toLowerCase();
  const shown = filter === '' ? run.log : run.log.filter(text => text.toLowerCase().includes(filter));
  const follows = state.scrolls.log === 'end' || state.scrolls.log === undefined;
  const above = line(
    toned(
      'dim',
      `${shown.length} ${shown.length === 1 ? 'line' : 'lines'}${follows ? ', follows; g goes to the first' : '; G follows'}`,
    ),
  );
  const lines = shown.map(text => line(toned(toneOf(text), text)));
  return textPicture(lines, state.scrolls.log ?? 'end', box, [above]);
};

function toneOf(text: string): Tone {
  const [, word = ''] = /^\s*[\d:]+\s+(\S+)/.exec(text) ?? [];
  if (word === 'failed') return 'bad';
  if (word === 'done') return 'good';
  return ['retried', 'stopped', 'given', 'paused', 'stopping'].includes(word) ? 'warn' : 'plain';
}
