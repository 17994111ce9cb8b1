import type { RunEvent } from '../../report/index.js';
import type { RunRequest } from '../../schedule/index.js';
import { CommandError } from '../command-error.js';
import { exitCode } from '../exit-code.js';
import type { FollowedRun } from '../followed-run.js';
import { lookEveryMs, poll } from '../poll.js';
import { expectHead } from './expect-head.js';

type Answer = Extract<RunEvent, { readonly type: 'request-answered' }>;

/** Without an answer for so long, a head hangs, or its store shows files late; in ms. */
const patienceMs = 30_000;

/**
 * Asks something of a run under way by a file in its folder, and gives what its head says to it.
 *
 * @param signal leaves the waiting; the request stands
 * @throws CommandError where nobody runs it, where no answer comes, or where it is no
 */
export async function askHead(followed: FollowedRun, request: RunRequest, signal: AbortSignal): Promise<string> {
  const { run } = followed;
  const head = expectHead(followed);
  followed.look();
  const number = run.requests.file(request);
  const until = Date.now() + patienceMs;
  const { accepted, text } = await poll(
    () => {
      const isAlive = run.head() !== undefined;
      const answer = followed.look().find((event): event is Answer => isAnswerTo(event, number));
      if (answer) return answer;
      if (!isAlive) throw new CommandError(`the process that ran ${run.name} is gone, and gave no answer`);
      if (Date.now() < until) return undefined;
      throw new CommandError(
        `process ${head.pid} on ${head.host}, which runs ${run.name}, has not answered for ${patienceMs / 1000} s`,
        exitCode.unusable,
        'the request stands and is answered when it looks again; `kd exp watch` shows whether anything happens',
      );
    },
    lookEveryMs,
    signal,
  );
  if (!accepted) throw new CommandError(text);
  return text;
}

const isAnswerTo = (event: RunEvent, number: number): boolean =>
  event.type === 'request-answered' && event.request === number;
