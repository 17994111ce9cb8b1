/** How a state looks: always a sign and a word, colour only on top. */
export type Look = 'running' | 'done' | 'failed' | 'retried' | 'canceled' | 'given up';

interface Appearance {
  readonly sign: string;
  /** Where the locale is not UTF-8. */
  readonly ascii: string;
  readonly colour: 'cyan' | 'green' | 'red' | 'yellow';
}

export const looks: Readonly<Record<Look, Appearance>> = {
  running: { sign: '●', ascii: '*', colour: 'cyan' },
  done: { sign: '✔', ascii: '+', colour: 'green' },
  failed: { sign: '✖', ascii: 'x', colour: 'red' },
  retried: { sign: '↻', ascii: '>', colour: 'yellow' },
  'given up': { sign: '◌', ascii: '-', colour: 'yellow' },
  canceled: { sign: '○', ascii: '-', colour: 'yellow' },
};
