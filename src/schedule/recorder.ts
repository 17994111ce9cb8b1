import type { Journal } from '../store/index.js';
import type { RunEvent, RunFact } from './events.js';

/** Writes facts to the journal and tells them to the listener, in order, once they are safe. */
export interface Recorder {
  record(facts: readonly RunFact[]): void;
  /** Resolves when everything recorded is on the disk and told. */
  settled(): Promise<void>;
}

/**
 * A fact is written at once, so a killed head loses none; it is told after an fsync, so what a listener heard survives
 * a power cut. One fsync serves all facts that came while the last one ran.
 */
export function createRecorder(
  journal: Journal<RunFact>,
  tell: (event: RunEvent) => void,
  fail: (error: unknown) => void,
): Recorder {
  let untold: RunEvent[] = [];
  let telling: Promise<void> | undefined;

  async function syncAndTell(): Promise<void> {
    // Later in this turn more facts may come, and `telling` must be set before it is unset.
    await Promise.resolve();
    while (untold.length > 0) {
      const events = untold;
      untold = [];
      if (events.some(changesState)) await journal.sync();
      for (const event of events) tell(event);
    }
    telling = undefined;
  }

  return {
    record(facts) {
      for (const event of journal.append(facts)) untold.push(event);
      telling ??= syncAndTell().catch(fail);
    },
    settled: async () => telling,
  };
}

const changesState = ({ type }: RunEvent): boolean => type !== 'epoch-finished' && type !== 'worker-started';
