import { AmountError, DataError } from '../../data/index.js';
import { EngineUnavailable } from '../../learn/engines/engine.js';
import { TrainingFailure } from '../../learn/failure.js';
import { WeightsMismatch } from '../../learn/weights.js';
import type { FailureReason } from '../../plan/index.js';
import { StoreError } from '../../store/index.js';
import { JobFailure } from '../job-context.js';

/** The world's failures as the reason a job ends with; anything else is a defect and stays as it is. */
export function asFailure(error: unknown): unknown {
  const reason = error instanceof Error ? reasonOf(error) : undefined;
  return reason === undefined ? error : new JobFailure(reason, (error as Error).message, { cause: error });
}

function reasonOf(error: Error): FailureReason | undefined {
  if (error instanceof TrainingFailure) return error.reason;
  if (error instanceof AmountError || error instanceof EngineUnavailable) return 'refused';
  if ('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) return 'disk-full';
  if (error instanceof DataError || error instanceof StoreError || error instanceof WeightsMismatch)
    return 'unreadable';
  return undefined;
}
