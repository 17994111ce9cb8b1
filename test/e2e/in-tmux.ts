import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { environmentOnTerminal, kdPath } from './kd.js';
import { until } from './run-watcher.js';

export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/** A shell in a terminal that draws as one does: what a person sees by now, and what a person types. */
export interface InTmux {
  /** The rows of the screen. */
  screen(): string;
  /** Resolves when the screen is so; a test's own time limit ends a wait in vain. */
  shows(what: string | RegExp | ((screen: string) => boolean)): Promise<void>;
  /** Keys as tmux names them: `j`, `Enter`, `C-z`. */
  type(...keys: readonly string[]): void;
  /** A line for the shell. */
  enter(line: string): void;
  resize(columns: number, rows: number): void;
  /** How the terminal itself is: whether its other screen is on, and its cursor visible. */
  modes(): { readonly alternate: boolean; readonly cursor: boolean };
  /** The process that the shell waits for. */
  foreground(): number;
  close(): void;
}

const childrenOf = (pid: string): readonly string[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');

let sessions = 0;

/** Starts a shell with job control. `kd` is the command under test. */
export function inTmux(cwd: string, columns: number, rows: number, env: Readonly<Record<string, string>> = {}): InTmux {
  const socket = `kd-test-${process.pid}-${sessions++}`;
  const tmux = (...words: readonly string[]): string =>
    execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...words], {
      encoding: 'utf8',
      cwd,
      env: { ...environmentOnTerminal(), ...env, PS1: '$ ', ENV: '', BASH_ENV: '', TMUX: '' },
    });
  tmux('new-session', '-d', '-x', `${columns}`, '-y', `${rows}`, 'bash --norc --noprofile');
  tmux('send-keys', '-l', `alias kd='${process.execPath} ${kdPath}'; clear\n`);
  const screen = (): string => tmux('capture-pane', '-p');
  return {
    screen,
    shows: what =>
      until(() => {
        const seen = screen();
        if (typeof what === 'string') return seen.includes(what);
        return typeof what === 'function' ? what(seen) : what.test(seen);
      }),
    type: (...keys) => void tmux('send-keys', ...keys),
    enter: line => void tmux('send-keys', '-l', `${line}\n`),
    resize: (width, height) => void tmux('resize-window', '-x', `${width}`, '-y', `${height}`),
    modes() {
      const [alternate, cursor] = tmux('display-message', '-p', '#{alternate_on} #{cursor_flag}').trim().split(' ');
      return { alternate: alternate === '1', cursor: cursor === '1' };
    },
    foreground: () => Number(childrenOf(tmux('display-message', '-p', '#{pane_pid}').trim()).at(-1)),
    close: () => void spawnSync('tmux', ['-L', socket, 'kill-server']),
  };
}
