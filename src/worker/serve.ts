import { must, unreachable } from '../lib/bug.js';
import type { JobId } from '../plan/index.js';
import { openStore } from '../store/index.js';
import type { Configuration } from './configuration.js';
import type { Jobs } from './jobs/index.js';
import type { FromWorker, ToWorker } from './protocol.js';
import { runJob, tryJob, type Workbench } from './run-job.js';

/** Half of what the protocol allows, for a busy machine is late. */
const aliveEveryMs = 2_000;

/**
 * Answers the head over Node's IPC channel until it says `exit` or is gone.
 *
 * @param load gives the code of jobs when the first one comes: a process without work stays small
 */
export function serve({ store: folder, engine, checkpointSeconds }: Configuration, load: () => Promise<Jobs>): void {
  const store = openStore(folder);
  let current: { readonly job: JobId; readonly stop: AbortController } | undefined;

  async function work(order: Extract<ToWorker, { readonly type: 'start-job' | 'try-job' }>): Promise<void> {
    const stop = new AbortController();
    current = { job: order.job, stop };
    send({ type: 'alive' });
    const alive = setInterval(() => send({ type: 'alive' }), aliveEveryMs);
    const bench: Workbench = {
      jobs: await load(),
      store,
      engine,
      checkpointSeconds,
      signal: stop.signal,
      onEpoch: (job, progress) => send({ type: 'epoch-finished', job, progress }),
      onResume: (job, at) => send({ type: 'job-resumed', job, at }),
    };
    const answer = await (order.type === 'start-job' ? runJob(order, bench) : tryJob(order, bench));
    clearInterval(alive);
    current = undefined;
    send(answer);
  }

  process.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'start-job':
      case 'try-job':
        void work(message);
        break;
      case 'stop-job':
        current?.stop.abort();
        break;
      case 'exit':
        leave();
        break;
      default:
        unreachable(message);
    }
  });
  process.on('disconnect', leave);
  process.on('uncaughtException', error => {
    process.stderr.write(`${error.stack}\n`);
    const exit = (): never => process.exit(70);
    if (!current) exit();
    send({ type: 'job-failed', job: must(current, 'job').job, reason: 'defect', text: error.message }, exit);
  });
  send({ type: 'ready', pid: process.pid });
}

const leave = (): never => process.exit(0);

/** Without a channel there is no head, and `disconnect` ends the process. */
function send(message: FromWorker, then: () => void = () => {}): void {
  if (process.connected) process.send?.(message, undefined, undefined, then);
}
