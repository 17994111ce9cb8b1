import type { TextOptions } from '../report/index.js';
import type { Terminal } from './terminal.js';

/** How reports look on one of the streams: cut to the terminal's width, whole in a pipe. */
export function textOptions(terminal: Terminal, stream: 'out' | 'err'): TextOptions {
  const { LC_ALL, LC_CTYPE, LANG } = terminal.env;
  return {
    ...(terminal.isTty[stream] ? { columns: terminal.columns } : {}),
    colour: terminal.colour[stream],
    unicode: !terminal.isTty[stream] || /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || ''),
  };
}
