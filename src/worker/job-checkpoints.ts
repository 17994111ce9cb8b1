import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { JobId } from '../plan/index.js';
import { type Checkpoints, type StoredCheckpoint, StoreError } from '../store/index.js';
import { CheckpointClock } from './checkpoint-clock.js';
import type { ResumePoint } from './protocol.js';

/** What a checkpoint holds beside the job's output, by file name. */
export type CheckpointFiles = Readonly<Record<string, string | Uint8Array>>;

/** Checkpoints as job code sees them. What it has put into `output` so far belongs to each of them. */
export interface JobCheckpoints {
  /** The newest one that can be read, of any attempt of the job. */
  latest(): StoredCheckpoint | undefined;
  /** Goes on from it: its output is put back, and the head is told. */
  resume(from: StoredCheckpoint, at: Omit<ResumePoint, 'from'>): void;
  /** Whether it is time for the next one. */
  readonly isDue: boolean;
  /**
   * Writes one. A store that fails does not end the job: the former one stays, and the log says so.
   *
   * @param give undefined: of this moment none is wanted
   */
  save(give: () => Promise<CheckpointFiles | undefined>): Promise<void>;
}

export interface JobCheckpointsOptions {
  readonly job: JobId;
  readonly attempt: number;
  readonly checkpoints: Checkpoints;
  readonly output: string;
  readonly everySeconds: number | undefined;
  readonly onResume: (at: ResumePoint) => void;
  readonly log: (text: string) => void;
}

/** Checkpoints of one attempt, and the time its job has taken over all those it goes on from. */
export function openJobCheckpoints({
  job,
  attempt,
  checkpoints,
  output,
  everySeconds,
  onResume,
  log,
}: JobCheckpointsOptions) {
  const began = performance.now();
  const clock = new CheckpointClock(began, everySeconds === undefined ? undefined : 1000 * everySeconds);
  let secondsBefore = 0;
  const seconds = (): number => secondsBefore + (performance.now() - began) / 1000;

  function write(files: CheckpointFiles, folder: string): void {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    cpSync(output, join(folder, outputFolder), { recursive: true });
  }

  const forJob: JobCheckpoints = {
    latest: () => checkpoints.latest(job, log),
    resume(from, at) {
      secondsBefore = from.seconds;
      for (const [file, bytes] of from.files) {
        const [folder, ...path] = file.split('/');
        if (folder === outputFolder && path.length > 0) writeInto(join(output, ...path), bytes);
      }
      log(`goes on from the checkpoint ${from.folder}: epoch ${at.epoch}, step ${at.step}`);
      onResume({ from: from.attempt, ...at });
    },
    get isDue() {
      return clock.isDue(performance.now());
    },
    async save(give) {
      const started = performance.now();
      const files = await give();
      try {
        if (files) checkpoints.save(job, attempt, { seconds: seconds(), write: folder => write(files, folder) });
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        log(`no checkpoint was written: ${error.message}`);
      }
      clock.wrote(started, performance.now());
    },
  };
  return { forJob, seconds };
}

/** In a checkpoint: what was in the job's `output`. */
const outputFolder = 'output';

function writeInto(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

/** Of a job that is only tried out. */
export const noCheckpoints: JobCheckpoints = {
  latest: () => undefined,
  resume() {},
  isDue: false,
  async save() {},
};
