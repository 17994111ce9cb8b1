import { join } from 'node:path';

import type { Experiment } from '../check/index.js';
import { cacheFolder } from '../data/index.js';
import {
  type EngineTrial,
  type FoundEngine,
  findEngines,
  isFound,
  memoryIn,
  type Sought,
  tryEngines,
} from '../engines/index.js';
import type { EngineName } from '../plan/index.js';
import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';
import type { PlaceOptions } from './places.js';
import type { Terminal } from './terminal.js';

export interface EngineOptions extends Pick<PlaceOptions, 'gpus'> {
  readonly engine?: 'auto' | EngineName;
}

/**
 * The engine that was asked for, or by itself the fastest that passes its self-test, at dense nets where the experiments
 * train no others: of those that compute on cards
 * where `--gpus` or an experiment asks for one, of those on cores with `--gpus none`.
 *
 * @throws CommandError where there is none such
 */
export async function chooseEngine(
  { engine = 'auto', gpus }: EngineOptions,
  experiments: readonly Experiment[],
  terminal: Terminal,
): Promise<FoundEngine> {
  const place = placeAsked(gpus, experiments);
  const named = findEngines(terminal.env).filter(one => (engine === 'auto' ? !isEmulated(one) : one.name === engine));
  const fitting = place === undefined ? named : named.filter(({ computesOn }) => computesOn === place);
  // An engine of the wrong kind is not missing; what it cannot do is said where its places are looked for.
  const candidates = fitting.length > 0 ? fitting : named;
  const found = candidates.filter(isFound);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (only) return fastestOf(found, experiments.every(isDense) ? 'dense' : 'convolutional', terminal);
  const [missing] = candidates.flatMap(one => (isFound(one) ? [] : [one]));
  const what = engine === 'auto' ? `${missing?.name}, which computes on cards,` : `the engine ${engine}`;
  throw new CommandError(
    `${what} cannot be used: ${missing?.reason ?? 'kd does not know it'}`,
    exitCode.unusable,
    missing?.remedy,
  );
}

function placeAsked(
  gpus: string | undefined,
  experiments: readonly Experiment[],
): FoundEngine['computesOn'] | undefined {
  if (gpus === 'none') return 'cores';
  const needsCard = experiments.some(({ trials }) => trials.some(({ resources }) => resources.gpus > 0));
  return gpus !== undefined || needsCard ? 'card' : undefined;
}

/** Whether nothing but dense nets is trained: of those most are so small that starting kernels is all their time. */
const isDense = ({ trials }: Experiment): boolean =>
  trials.every(
    ({ student, teachers }) =>
      student.net.name === 'mlp' &&
      teachers.every(({ origin }) => origin.from !== 'training' || origin.net.name === 'mlp'),
  );

async function fastestOf(
  candidates: readonly FoundEngine[],
  at: 'dense' | 'convolutional',
  terminal: Terminal,
): Promise<FoundEngine> {
  // All of them, for what the others compute is held against wasm.
  const trials = await trialsOf(
    findEngines(terminal.env)
      .filter(isFound)
      .filter(one => !isEmulated(one)),
    terminal,
  );
  const passed = trials
    .flatMap(({ engine, result }) =>
      'stepMs' in result ? [{ engine, ms: at === 'dense' ? result.denseStepMs : result.stepMs }] : [],
    )
    .sort((a, b) => a.ms - b.ms);
  const isCandidate = ({ name, computesOn }: FoundEngine): boolean =>
    candidates.some(one => one.name === name && one.computesOn === computesOn);
  const fastest = passed.find(({ engine }) => isCandidate(engine));
  if (!fastest) throw new CommandError('no engine passes its self-test', exitCode.unusable, '`kd doctor` says why');
  const wasm = passed.find(({ engine }) => engine.name === 'wasm');
  const times =
    wasm && wasm !== fastest ? `, ${(wasm.ms / fastest.ms).toFixed(1)} times as fast as wasm here at ${at} nets` : '';
  const others = passed.length > 1 && wasm === fastest ? `, the fastest here at ${at} nets` : '';
  terminal.err(`engine ${fastest.engine.name}: ${fastest.engine.library}${times}${others}\n`);
  return fastest.engine;
}

const isEmulated = (one: Sought): boolean => isFound(one) && one.isEmulated === true;

/** Tries engines as far as nothing is known of them yet. */
export const trialsOf = (engines: readonly FoundEngine[], { env }: Terminal): Promise<readonly EngineTrial[]> =>
  tryEngines(engines, env, memoryIn(join(cacheFolder(env) ?? '', 'engines.json')));
