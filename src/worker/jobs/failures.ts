import { AmountError, DataError } from '../../data/index.js';
import { EngineUnavailable } from '../../learn/engines/engine.js';
import { EngineFailure } from '../../learn/engines/engine-failure.js';
import { TrainingFailure } from '../../learn/failure.js';
import { WeightsMismatch } from '../../learn/weights.js';
import type { FailureReason } from '../../plan/index.js';
import { JobFailure } from '../job-context.js';

/** What data and training have to say as the reason a job ends with; anything else stays as it is. */
export function asFailure(error: unknown): unknown {
  const reason = error instanceof Error ? reasonOf(error) : undefined;
  return reason === undefined ? error : new JobFailure(reason, (error as Error).message, { cause: error });
}

function reasonOf(error: Error): FailureReason | undefined {
  if (error instanceof TrainingFailure || error instanceof EngineFailure) return error.reason;
  if (error instanceof AmountError || error instanceof EngineUnavailable) return 'refused';
  if (error instanceof DataError || error instanceof WeightsMismatch) return 'unreadable';
  return undefined;
}
