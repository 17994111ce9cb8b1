import { type ChildProcess, fork } from 'node:child_process';

import type { Numerics } from '../plan/index.js';
import type { ToWorker } from '../worker/protocol.js';
import type { ProcessEnd } from './cause-of-death.js';

/** A program that speaks the worker's protocol. */
export interface WorkerProgram {
  /** Path of its JavaScript. */
  readonly path: string;
  readonly store: string;
  readonly engine: Numerics;
  /** Options for Node itself. */
  readonly nodeOptions?: readonly string[];
}

/** A running worker: the leader of a process group of its own, so that Ctrl-C of a terminal never reaches it. */
export interface WorkerProcess {
  /** Undefined where it could not be started. */
  readonly pid: number | undefined;
  /** What the worker says, as it came. Whoever is interested puts a function here. */
  onMessage: (message: unknown) => void;
  /** What it writes to its standard streams. */
  onOutput: (text: Buffer) => void;
  /** Resolves when the process is gone and everything it said and wrote was heard. */
  readonly ended: Promise<ProcessEnd>;
  readonly hasEnded: boolean;
  send(message: ToWorker): void;
  /** SIGTERM to the group, then SIGKILL; with no patience SIGKILL at once. */
  terminate(patienceMs: number): void;
}

export function startWorkerProcess(
  { path, store, engine, nodeOptions = [] }: WorkerProgram,
  environment: Readonly<Record<string, string>> = {},
): WorkerProcess {
  const child = fork(path, [JSON.stringify({ store, engine })], {
    detached: true,
    execArgv: [...nodeOptions],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...environmentFor(engine), ...environment },
  });
  let hasEnded = false;
  const signalGroup = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined && !hasEnded) killGroup(child.pid, signal);
  };
  const worker: WorkerProcess = {
    pid: child.pid,
    onMessage: () => {},
    onOutput: () => {},
    ended: endOf(child).finally(() => {
      hasEnded = true;
    }),
    get hasEnded() {
      return hasEnded;
    },
    send(message) {
      // A channel that closes meanwhile means a process that ends, which is heard elsewhere.
      if (child.connected) child.send(message, () => {});
    },
    terminate(patienceMs) {
      signalGroup(patienceMs > 0 ? 'SIGTERM' : 'SIGKILL');
      const timer = setTimeout(signalGroup, patienceMs, 'SIGKILL');
      void worker.ended.then(() => clearTimeout(timer));
    },
  };
  child.on('message', message => worker.onMessage(message));
  child.stdout?.on('data', (text: Buffer) => worker.onOutput(text));
  child.stderr?.on('data', (text: Buffer) => worker.onOutput(text));
  return worker;
}

/** Cores per slot, or else every worker starts threads on all of them. */
function environmentFor({ threads }: Numerics): NodeJS.ProcessEnv {
  return {
    OMP_NUM_THREADS: String(threads),
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    TF_CPP_MIN_LOG_LEVEL: '2',
  };
}

/** Node hears of an exit before it has read the last of the pipes and of the channel. */
function endOf(child: ChildProcess): Promise<ProcessEnd> {
  const heard = Promise.all([firstOf(child, 'close'), firstOf(child, 'disconnect')]);
  return new Promise(resolve => {
    child.on('error', error => {
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
    });
    child.on('exit', (code, signal) => {
      // Children of its own would keep the pipes open.
      if (child.pid !== undefined) killGroup(child.pid, 'SIGKILL');
      void heard.then(() => resolve({ code, signal }));
    });
  });
}

const firstOf = (child: ChildProcess, event: 'close' | 'disconnect'): Promise<void> =>
  new Promise(resolve => void child.once(event, () => resolve()));

function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, signal);
  } catch {
    // The whole group is gone.
  }
}
