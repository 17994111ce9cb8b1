import { availableParallelism } from 'node:os';

import {
  type Card,
  type CardSupply,
  type FoundCards,
  findCards,
  makeLeaseFolder,
  openLeases,
} from '../devices/index.js';
import type { Plan } from '../plan/index.js';
import { chosenCards } from './chosen-cards.js';
import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

export interface PlaceOptions {
  readonly workers?: number;
  /** Indices and UUIDs, or beginnings of these, with commas between them; `none` for cores. */
  readonly gpus?: string;
}

/** Where the jobs of a plan are computed. Plain data, so that one process can tell it another. */
export interface Places {
  /** How many jobs side by side. */
  readonly workers: number;
  /** The cards that may be used; absent where jobs compute on cores. */
  readonly cards?: readonly Card[];
}

/**
 * One job for each core that this process may use, or for each card, unless it was said otherwise. What was to run on a
 * card never runs on cores in silence.
 *
 * @throws CommandError where a card is asked for that is not there, or that the engine cannot use
 */
export async function placesFor(
  { engine: { engine, computesOn }, jobs }: Pick<Plan, 'engine' | 'jobs'>,
  { workers, gpus }: PlaceOptions,
  { env }: Terminal,
): Promise<Places> {
  if (computesOn === 'card') {
    if (gpus === 'none')
      throw new CommandError(`\`--gpus none\` leaves no card, and the engine ${engine} computes on cards`);
    const found = await findCards(env);
    if (engine === 'webgpu') return placesOfWebgpu(found, workers ?? 1, gpus);
    const cards = chosenCards(found, gpus);
    return { workers: workers ?? cards.length, cards: cards.map(toTell) };
  }
  const asks =
    gpus === undefined || gpus === 'none'
      ? jobs.filter(({ resources }) => resources.gpus > 0).map(({ label }) => `\`gpus 1\` of ${label}`)
      : [`\`--gpus ${gpus}\``];
  // What stands for a card takes all cores for each job.
  if (asks.length === 0) return { workers: workers ?? (engine === 'webgpu' ? 1 : availableParallelism()) };
  throw new CommandError(
    `${asks[0]} asks for a graphics card, and the engine ${engine} computes on cores`,
    exitCode.unusable,
    'choose an engine that computes on cards by `--engine`; leave that out which asks for one, to run on cores',
  );
}

/**
 * WebGPU computes on the card that its driver picks, of whatever make, and heeds no CUDA_VISIBLE_DEVICES. So one of
 * NVIDIA can be leased where it is the only one; where there is none, nobody leases the card it picks.
 */
function placesOfWebgpu(found: FoundCards, workers: number, gpus: string | undefined): Places {
  const all = [...found.visible, ...found.hidden];
  if (all.length === 0 && gpus === undefined) return { workers };
  const cards = chosenCards(found, gpus);
  if (all.length === 1) return { workers, cards: cards.map(toTell) };
  throw new CommandError(
    `the engine webgpu cannot be told which of ${all.length} graphics cards to compute on`,
    exitCode.unusable,
    'give it a machine or a container that has one card, or compute by `--engine tensorflow`',
  );
}

/** What a run on cards gets them from. @throws StoreError where no card can be leased */
export const supplyOf = ({ cards }: Places, { env }: Terminal): { readonly supply?: CardSupply } =>
  cards ? { supply: { cards, env, leases: openLeases(makeLeaseFolder(env)) } } : {};

/** Without what changes from moment to moment. */
const toTell = ({ index, uuid, name, partOf }: Card): Card => ({ index, uuid, name, ...(partOf && { partOf }) });
