import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

import { ended, environmentOnTerminal, kdPath } from './kd.js';

/** `script` of util-linux gives a program a terminal of its own. */
export const hasTerminals =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

/** A command of `kd` on a pseudo-terminal: what a person sees, what a person types. */
export interface OnTerminal {
  /** Of `kd` itself, not of what gives it a terminal. */
  pid(): Promise<number>;
  /** All that was written to the terminal so far, without its control characters. */
  screen(): string;
  /** Resolves when this was on the screen. */
  shows(text: string): Promise<true>;
  type(keys: string): void;
  /** As when a window is closed: the terminal is gone, and the system says so to what ran in it. */
  close(): void;
  /** Its exit code, once it is gone. */
  readonly ended: Promise<number | null>;
}

export function onTerminal(args: readonly string[], cwd: string): OnTerminal {
  const words = [process.execPath, kdPath, ...args].map(word => `'${word}'`).join(' ');
  // Echoing its number first, the shell becomes the program.
  const child = spawn(
    'script',
    ['-qefc', `sh -c "stty cols 100 rows 30; echo pid=\\$\\$; exec ${words}"`, '/dev/null'],
    {
      cwd,
      env: environmentOnTerminal(),
      stdio: 'pipe',
    },
  );
  let written = '';
  child.stdout.on('data', (chunk: Buffer) => {
    written += chunk.toString();
  });
  return {
    pid: async () => Number(await seen(child, () => /pid=(\d+)/.exec(written)?.[1])),
    screen: () => stripVTControlCharacters(written),
    shows: text => seen(child, () => stripVTControlCharacters(written).includes(text) || undefined),
    type: keys => void child.stdin.write(keys),
    close: () => void child.kill('SIGKILL'),
    ended: ended(child).then(({ code }) => code),
  };
}

/** Waits until a child's output has something to see. */
function seen<T>(child: ChildProcess, look: () => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const again = (): void => {
      const found = look();
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', again);
    child.on('close', () => reject(new Error('it ended before there was anything to see')));
    again();
  });
}
