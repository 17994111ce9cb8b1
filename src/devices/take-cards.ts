import { visible } from '../lib/visible.js';
import { type Card, cardName } from './card.js';
import { usedMemory } from './find-cards.js';
import type { Lease, LeaseHolder, Leases, Taking } from './leases.js';

export interface HeldCard {
  readonly card: Card;
  readonly lease: Lease;
}

export interface Taken {
  readonly taken: readonly HeldCard[];
  /** Why each of the others that were looked at cannot be had now. */
  readonly busy: readonly string[];
}

/** Cards that a run may use, and how it gets them. */
export interface CardSupply {
  /** In the order in which they are taken. */
  readonly cards: readonly Card[];
  readonly leases: Leases;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Takes up to `count` of some cards, in their order, that nobody has. Whoever knows nothing of leases is known by the
 * memory in use: such a card is given back at once.
 *
 * @throws StoreError where leases cannot be written
 */
export async function takeCards(supply: CardSupply, count: number, run: string): Promise<Taken> {
  const taken: HeldCard[] = [];
  const busy: string[] = [];
  const left = [...supply.cards];
  while (left.length > 0 && taken.length < count) {
    const leased = leaseSome(left, count - taken.length, busy, uuid => supply.leases.take([uuid], run));
    if (leased.length === 0) break;
    const used = await usedMemory(supply.env);
    for (const held of leased) {
      const usedMib = used.get(held.card.uuid) ?? 0;
      const isFree = usedMib <= idleMib(supply.env);
      // One who was about to move a dead holder's file may have moved ours instead, and another taken the card.
      if (isFree && held.lease.holds()) {
        taken.push(held);
      } else {
        held.lease.release();
        busy.push(`${cardName(held.card)} is in use by another ${isFree ? 'run' : 'program'}`);
      }
    }
  }
  return { taken, busy };
}

/** Takes from the front of `left` what can be leased. */
function leaseSome(left: Card[], count: number, busy: string[], take: (uuid: string) => Taking): HeldCard[] {
  const leased: HeldCard[] = [];
  while (leased.length < count) {
    const card = left.shift();
    if (!card) break;
    const taking = take(card.uuid);
    if ('lease' in taking) leased.push({ card, lease: taking.lease });
    else busy.push(`${cardName(card)} is held by ${holderText(taking.holder)}`);
  }
  return leased;
}

/** A folder of leases that others share holds what others write. */
const holderText = ({ run, pid, host, since }: LeaseHolder): string =>
  visible(`run ${run} (process ${pid} on ${host}, since ${since})`);

/** What a driver and a screen may take of an idle card. A desktop that takes more is known by `KD_GPU_IDLE_MIB`. */
const idleMib = ({ KD_GPU_IDLE_MIB }: CardSupply['env']): number =>
  KD_GPU_IDLE_MIB !== undefined && /^\d+$/.test(KD_GPU_IDLE_MIB) ? Number(KD_GPU_IDLE_MIB) : 512;
