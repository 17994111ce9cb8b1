import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

import { temporaryFolder } from '../helpers/temporary-folder.js';

export const kdPath = join(import.meta.dirname, '..', '..', 'dist', 'src', 'cli', 'main.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Circumstances {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Starts the real command, in a process of its own. */
export function startKd(args: readonly string[], { cwd, env = {} }: Circumstances): ChildProcess {
  return spawn(process.execPath, [kdPath, ...args], { cwd, env: { ...quietEnvironment(), ...env }, stdio: 'pipe' });
}

/** Runs the real command to its end. */
export async function kd(args: readonly string[], circumstances: Circumstances): Promise<Ended> {
  const child = startKd(args, circumstances);
  child.stdin?.end(circumstances.input ?? '');
  return ended(child);
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const whenClosed = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  const [stdout, stderr, end] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    whenClosed,
  ]);
  return { ...end, stdout, stderr };
}

/** A folder with files, gone after the test. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Ours without what would change how `kd` speaks. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('KD_') && !['NO_COLOR', 'FORCE_COLOR', 'CI', 'NODE_OPTIONS', 'VITEST'].includes(name),
  );
  return { ...Object.fromEntries(kept), KD_ENGINE: 'wasm' };
}

/** The same, with a terminal that can draw. */
export const environmentOnTerminal = (): NodeJS.ProcessEnv => ({
  ...quietEnvironment(),
  TERM: 'xterm',
  LC_ALL: 'C.UTF-8',
});

/** An experiment of seconds on real digits. */
export const tiny = `
experiment tiny {
  dataset  digits { train 400  test 100 }
  teacher  mlp(32) { train { epochs 5  batch 16  optimizer adam(lr: 0.01) } }
  student  mlp(8)
  strategy each [none, kd]
  train    { epochs 2  batch 16  optimizer adam(lr: 0.02) }
  seed     each 1..2
  compare  { against none  by accuracy }
}
`;
