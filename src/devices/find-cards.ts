import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { CardReading } from './card.js';
import { visibleCards } from './named-cards.js';
import { cardFields, parseCards, withInstances } from './parse-cards.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The graphics cards of this machine, as far as `nvidia-smi` knows them. */
export interface FoundCards {
  /** Those that may be used, in the order of `CUDA_VISIBLE_DEVICES` where that is set. */
  readonly visible: readonly CardReading[];
  /** Those that it hides. */
  readonly hidden: readonly CardReading[];
  /** Why there are none, where the driver does not answer or is not there. */
  readonly problem?: string;
}

export async function findCards(env: Environment): Promise<FoundCards> {
  try {
    const [cards, listing] = await Promise.all([readCards(env), ask(['-L'], env)]);
    const all = withInstances(cards, listing);
    const visible = visibleCards(all, env.CUDA_VISIBLE_DEVICES);
    return { visible, hidden: all.filter(card => !visible.includes(card)) };
  } catch (error) {
    return { visible: [], hidden: [], problem: problemOf(error) };
  }
}

/** How much of each card's memory is in use now, in MiB by UUID, as far as that is told. */
export async function usedMemory(env: Environment): Promise<ReadonlyMap<string, number>> {
  const cards = await readCards(env).catch((): CardReading[] => []);
  return new Map(cards.flatMap(({ uuid, usedMib }) => (usedMib === undefined ? [] : [[uuid, usedMib] as const])));
}

const readCards = async (env: Environment): Promise<CardReading[]> =>
  parseCards(await ask([`--query-gpu=${cardFields.join(',')}`, '--format=csv,noheader,nounits'], env));

/** A driver that has to wake its cards takes seconds. */
const patienceMs = 60_000;

async function ask(args: readonly string[], env: Environment): Promise<string> {
  const { stdout } = await promisify(execFile)('nvidia-smi', [...args], { env: { ...env }, timeout: patienceMs });
  return stdout;
}

/** `nvidia-smi` tells what is wrong on its standard output. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  if ('code' in error && error.code === 'ENOENT')
    return 'there is no program `nvidia-smi`, which comes with the driver';
  const said = 'stdout' in error && typeof error.stdout === 'string' ? error.stdout.trim().split('\n')[0] : '';
  return `\`nvidia-smi\` failed: ${said || error.message}`;
}
