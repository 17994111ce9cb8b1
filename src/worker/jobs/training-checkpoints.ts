import {
  CheckpointMismatch,
  isFiniteCheckpoint,
  parseCheckpoint,
  serializeCheckpoint,
  type Training,
} from '../../learn/loop.js';
import { must } from '../../lib/bug.js';
import type { JobContext } from '../job-context.js';

type Context = Pick<JobContext, 'checkpoints' | 'log'>;

const stateFile = 'state.json';
const tensorsFile = 'tensors.bin';

/** Goes on from the newest checkpoint of the job; without one, or with one that does not fit, begins at the beginning. */
export function goOn(training: Training, { checkpoints, log }: Context): void {
  const stored = checkpoints.latest();
  if (!stored) return;
  const fileOf = (name: string): Uint8Array => must(stored.files.get(name), `${name} of ${stored.folder}`);
  try {
    const state = Buffer.from(fileOf(stateFile)).toString('utf8');
    training.restore(parseCheckpoint({ state, tensors: fileOf(tensorsFile) }));
  } catch (error) {
    if (!(error instanceof CheckpointMismatch)) throw error;
    log(`begins anew, for the checkpoint ${stored.folder} is of another training: ${error.message}`);
    return;
  }
  checkpoints.resume(stored, training.progress);
}

/**
 * Writes a checkpoint of a training at rest, unless it is about to diverge: then the former one is what is left of it.
 * @throws Diverged
 */
export async function keep(training: Training, { checkpoints, log }: Context): Promise<void> {
  await checkpoints.save(async () => {
    const checkpoint = await training.state();
    if (!isFiniteCheckpoint(checkpoint)) {
      log('no checkpoint was written: not all weights are finite');
      return undefined;
    }
    const { state, tensors } = serializeCheckpoint(checkpoint);
    return { [stateFile]: state, [tensorsFile]: tensors };
  });
}
