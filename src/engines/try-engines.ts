import { kdVersion } from '../lib/kd-version.js';
import type { FoundEngine } from './engine.js';
import { disagreement, type Memory, type Trial, tryEngine } from './self-test.js';

export interface EngineTrial {
  readonly engine: FoundEngine;
  readonly result: Trial;
}

/**
 * Tries engines one after the other, `wasm` first, with which the others must agree. One after the other, for each is
 * timed; what is in memory is not tried again.
 */
export async function tryEngines(
  engines: readonly FoundEngine[],
  env: NodeJS.ProcessEnv,
  memory: Memory,
): Promise<readonly EngineTrial[]> {
  const trials: EngineTrial[] = [];
  for (const engine of [...engines].sort((a, b) => Number(b.name === 'wasm') - Number(a.name === 'wasm'))) {
    const key = [kdVersion(), process.version, engine.name, engine.version, engine.folder ?? ''].join(' ');
    const known = memory.get(key);
    const isWhole = known !== undefined && 'denseStepMs' in known; // earlier versions measured less
    const result = isWhole ? known : compared(await tryEngine(engine, env), trials[0]?.result);
    // A fault may be gone the next time: a driver is installed, a card is free.
    if ('losses' in result) memory.set(key, result);
    trials.push({ engine, result });
  }
  return trials;
}

function compared(result: Trial, reference: Trial | undefined): Trial {
  if (!('losses' in result) || !reference || !('losses' in reference)) return result;
  const fault = disagreement(result.losses, reference.losses);
  return fault === undefined ? result : { fault };
}
