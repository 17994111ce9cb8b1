import type { RunOutcome } from '../schedule/index.js';
import { type ExitCode, exitCode } from './exit-code.js';

/** How a command ends that saw a run to its end. */
export const outcomeCode: Readonly<Record<RunOutcome, ExitCode>> = {
  done: exitCode.done,
  failed: exitCode.trialFailed,
  stopped: exitCode.interrupted,
};
