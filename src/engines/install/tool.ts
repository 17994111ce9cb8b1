import { spawn, spawnSync } from 'node:child_process';

/** Whether a program answers. */
export const answers = (program: string, args: readonly string[] = ['--version']): boolean =>
  spawnSync(program, [...args], { stdio: 'ignore' }).status === 0;

/** What a program prints, or nothing where it is not there or fails. */
export function outputOf(program: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout.trim() : undefined;
}

/** A program of others that did not do what an installation needs, with the end of what it said. */
export class ToolFailure extends Error {
  override readonly name = 'ToolFailure';
}

export interface ToolRun {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Hears what the program says. */
  readonly onText?: (text: string) => void;
}

/** Runs a program to its end. @throws ToolFailure where it fails; the signal's reason where it was stopped */
export function runTool(program: string, args: readonly string[], { cwd, signal, onText }: ToolRun): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { cwd, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (text: Buffer): void => {
      said = (said + text.toString()).slice(-4000);
      onText?.(text.toString());
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', error =>
      reject(signal.aborted ? signal.reason : new ToolFailure(`${program}: ${error.message}`)),
    );
    child.on('close', code => {
      if (code === 0) return resolve();
      const end = said.trim().split('\n').slice(-6).join('\n');
      reject(new ToolFailure(`${[program, ...args.slice(0, 3)].join(' ')} … ended with ${code}:\n${end}`));
    });
  });
}
