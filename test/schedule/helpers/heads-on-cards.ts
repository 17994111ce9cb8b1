import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

import type { Plan } from '../../../src/plan/index.js';
import type { RunEvent } from '../../../src/schedule/index.js';
import { planOf } from '../../helpers/plans.js';
import { ofType, program } from '../../helpers/run-of.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';

const headProgram = join(import.meta.dirname, '..', 'programs', 'head-on-cards.mjs');

/** So many jobs that need nothing. */
export const flat = (count: number): Plan =>
  planOf(Array.from({ length: count }, (_, index) => ({ name: `job-${index}` })));

export interface Head {
  readonly process: ChildProcess;
  readonly events: RunEvent[];
  readonly exit: Promise<number | null>;
  /** Resolves with the first event of a type. */
  until<T extends RunEvent['type']>(type: T): Promise<Extract<RunEvent, { readonly type: T }>>;
}

/** A head in a process of its own, with a store of its own. */
export function startHead(plan: Plan, worker: string, env: Readonly<Record<string, string>>): Head {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  const child = spawn(
    process.execPath,
    [headProgram, join(folder, '.kd'), join(folder, 'plan.json'), program(worker)],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const events: RunEvent[] = [];
  const hearers = new Set<() => void>();
  createInterface(child.stdout).on('line', line => {
    events.push(JSON.parse(line));
    for (const hear of hearers) hear();
  });
  return {
    process: child,
    events,
    exit: once(child, 'close').then(([code]) => code),
    until: type =>
      new Promise(resolve => {
        const hear = (): void => {
          const [first] = ofType(events, type);
          if (first) resolve(first);
        };
        hearers.add(hear);
        hear();
      }),
  };
}

/** A folder in which workers of `has-a-card` say which cards they use, and which they share. */
export function useLog(): {
  readonly env: Readonly<Record<string, string>>;
  used(): string[];
  shared(): string;
  environment(): object;
} {
  const folder = temporaryFolder();
  const read = (name: string): string =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
  return {
    env: { CARDS_IN_USE: folder },
    used: () => read('used').trim().split('\n'),
    shared: () => read('shared'),
    environment: () => JSON.parse(read('environment')),
  };
}
