import { type FoundEngine, findEngines, isFound } from '../engines/index.js';
import type { EngineName } from '../plan/index.js';
import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

export interface EngineOptions {
  readonly engine?: 'auto' | EngineName;
}

/**
 * The engine that was asked for, or by itself the fastest there is.
 * @throws CommandError where the one that was asked for is not there
 */
export async function chooseEngine({ engine = 'auto' }: EngineOptions, { env }: Terminal): Promise<FoundEngine> {
  const wanted = engine === 'auto' ? 'wasm' : engine;
  const candidates = findEngines(env).filter(({ name }) => name === wanted);
  const found = candidates.find(isFound);
  if (found) return found;
  const missing = candidates.find(candidate => !isFound(candidate));
  const help = missing && !isFound(missing) ? missing.remedy : undefined;
  const reason = missing && !isFound(missing) ? missing.reason : 'nobody knows it';
  throw new CommandError(`the engine ${wanted} cannot be used: ${reason}`, exitCode.unusable, help);
}
