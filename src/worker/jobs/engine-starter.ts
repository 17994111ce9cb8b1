import { startEngine } from '../../learn/engines/start-engine.js';
import { Bug } from '../../lib/bug.js';
import type { Numerics } from '../../plan/index.js';

/** Starts the engine with the first job; all jobs of a process compute with the same. */
export function createEngineStarter(): (wanted: Numerics) => Promise<void> {
  let running: Pick<Numerics, 'engine' | 'threads'> | undefined;
  return async ({ engine, threads }) => {
    if (!running) {
      await startEngine(engine, { threads });
      running = { engine, threads };
    }
    if (running.engine !== engine || running.threads !== threads)
      throw new Bug(`a worker of ${running.engine} × ${running.threads} was given a job for ${engine} × ${threads}`);
  };
}
