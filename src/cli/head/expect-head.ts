import { CommandError } from '../command-error.js';
import { exitCode } from '../exit-code.js';
import type { FollowedRun } from '../followed-run.js';

/** Who runs it. @throws CommandError where nobody does, with what to do instead */
export function expectHead({ run, state }: FollowedRun): NonNullable<ReturnType<typeof run.head>> {
  const head = run.head();
  if (head) return head;
  if (state.state === 'done' || state.state === 'failed')
    throw new CommandError(
      `run ${run.name} is over: ${state.state}`,
      exitCode.wrong,
      `see it: kd exp show ${run.name}`,
    );
  throw new CommandError(`run ${run.name} is not running`, exitCode.wrong, `go on with it: kd exp resume ${run.name}`);
}
