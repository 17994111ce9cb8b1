import { type FoundEngine, findEngines, isFound } from '../../engines/index.js';
import { EngineUnavailable } from '../../learn/engines/engine.js';
import { startEngine } from '../../learn/engines/start-engine.js';
import { Bug } from '../../lib/bug.js';
import type { Numerics } from '../../plan/index.js';

/** Starts the engine with the first job; all jobs of a process compute with the same. */
export function createEngineStarter(): (wanted: Numerics) => Promise<void> {
  let running: Pick<Numerics, 'engine' | 'threads'> | undefined;
  return async wanted => {
    const { engine, threads } = wanted;
    if (!running) {
      await startEngine(engine, { ...foundEngine(wanted), threads });
      running = { engine, threads };
    }
    if (running.engine !== engine || running.threads !== threads)
      throw new Bug(`a worker of ${running.engine} × ${running.threads} was given a job for ${engine} × ${threads}`);
  };
}

/** The one with the library that the run was planned for: another would give other results under the same ids. */
function foundEngine({ engine, version }: Numerics): FoundEngine {
  const there = findEngines(process.env).filter(isFound);
  const found = there.find(one => one.name === engine && one.version === version.split('+')[0]);
  if (found) return found;
  throw new EngineUnavailable(
    `the engine ${engine} ${version}, which this run was planned for, is not there (any more)`,
  );
}
