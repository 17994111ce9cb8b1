import { join } from 'node:path';

import { cacheFolder } from '../data/index.js';
import { type EngineTrial, type FoundEngine, findEngines, isFound, memoryIn, tryEngines } from '../engines/index.js';
import type { EngineName } from '../plan/index.js';
import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

export interface EngineOptions {
  readonly engine?: 'auto' | EngineName;
}

/**
 * The engine that was asked for, or by itself the fastest that passes its self-test.
 * @throws CommandError where the one that was asked for is not there
 */
export async function chooseEngine({ engine = 'auto' }: EngineOptions, terminal: Terminal): Promise<FoundEngine> {
  const sought = findEngines(terminal.env);
  if (engine !== 'auto') {
    const candidates = sought.filter(({ name }) => name === engine);
    const found = candidates.find(isFound);
    if (found) return found;
    const [missing] = candidates.flatMap(one => (isFound(one) ? [] : [one]));
    const reason = missing?.reason ?? 'kd does not know it';
    throw new CommandError(`the engine ${engine} cannot be used: ${reason}`, exitCode.unusable, missing?.remedy);
  }
  const found = sought.filter(isFound);
  const [embedded] = found;
  if (embedded && found.length === 1) return embedded;
  const trials = await trialsOf(found, terminal);
  const passed = trials.flatMap(({ engine: one, result }) => ('stepMs' in result ? [{ one, ms: result.stepMs }] : []));
  const [fastest] = passed.sort((a, b) => a.ms - b.ms);
  if (!fastest) throw new CommandError('no engine passes its self-test', exitCode.unusable, '`kd doctor` says why');
  const wasm = passed.find(({ one }) => one.name === 'wasm');
  const times = wasm && wasm !== fastest ? `, ${(wasm.ms / fastest.ms).toFixed(1)} times as fast as wasm here` : '';
  terminal.err(`engine ${fastest.one.name}: ${fastest.one.library}${times}\n`);
  return fastest.one;
}

/** Tries engines as far as nothing is known of them yet. */
export const trialsOf = (engines: readonly FoundEngine[], { env }: Terminal): Promise<readonly EngineTrial[]> =>
  tryEngines(engines, env, memoryIn(join(cacheFolder(env) ?? '', 'engines.json')));
