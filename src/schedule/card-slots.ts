import { setTimeout } from 'node:timers/promises';

import { type Card, type CardSupply, cardEnvironment, type Lease, takeCards } from '../devices/index.js';
import { must } from '../lib/bug.js';
import type { RunFact } from './events.js';

type CardFact = Extract<RunFact, { readonly type: 'slot-opened' | 'cards-awaited' }>;

/** What is done in an open slot. */
interface Work {
  readonly job?: string;
  readonly workerPid?: number;
  /** Since when nothing is done, in ms of `performance.now()`. */
  readonly idleSince?: number;
}

interface Options {
  readonly supply: CardSupply;
  /** For whom cards are leased, in words. */
  readonly leasedFor: string;
  /** Between two looks for cards that were not to be had, in ms. */
  readonly lookEveryMs: number;
  readonly onFact: (fact: CardFact) => void;
}

/**
 * The slots of a run on cards. Slot n belongs to card n modulo the number of cards; it is open while the run holds the
 * lease of its card. Where there are more slots than cards, slots share one card and one lease.
 */
export class CardSlots {
  readonly #options: Options;
  readonly #cards: readonly Card[];
  readonly #leases = new Map<Card, Lease>();
  readonly #open = new Map<number, Work>();
  readonly #quarantined = new Set<number>();
  #isTaking = false;
  /** When cards may be looked for again, in ms of `performance.now()`. */
  #nextLook = 0;
  #isOver = false;
  /** What was told last about the cards that a standing run waits for. */
  #told = '';

  constructor(options: Options) {
    this.#options = options;
    this.#cards = options.supply.cards;
  }

  /** Of the workers of a slot. */
  environment(slot: number): Readonly<Record<string, string>> {
    return cardEnvironment(this.#cardOf(slot));
  }

  /**
   * Opens up to `wanted` of the slots that are not open, as far as cards can be had now.
   *
   * @param slots how many slots there are
   * @returns those that were opened
   * @throws StoreError where leases cannot be written
   */
  async open(wanted: number, slots: number): Promise<readonly number[]> {
    if (this.#isTaking || this.#isOver || wanted === 0 || performance.now() < this.#nextLook) return [];
    this.#isTaking = true;
    try {
      const shut = Array.from({ length: slots }, (_, slot) => slot).filter(
        slot => !this.#open.has(slot) && !this.#quarantined.has(slot),
      );
      await this.#take(shut, wanted);
      if (this.#isOver) return [];
      const opened = shut.filter(slot => this.#leases.has(this.#cardOf(slot))).slice(0, wanted);
      if (opened.length < wanted) this.#nextLook = performance.now() + this.#options.lookEveryMs;
      for (const slot of opened) this.#note(slot, { idleSince: performance.now() });
      for (const slot of opened) this.#tellOpened(slot);
      return opened;
    } finally {
      this.#isTaking = false;
      if (this.#isOver) this.#releaseAll();
    }
  }

  /** Opens at least one slot and at most `wanted`, however long that takes; none where the signal aborts. */
  async openSome(wanted: number, slots: number, signal: AbortSignal): Promise<readonly number[]> {
    for (;;) {
      const opened = signal.aborted ? [] : await this.open(wanted, slots);
      if (signal.aborted || opened.length > 0) return opened;
      await setTimeout(this.#options.lookEveryMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Slots in which nothing has been done for so long. */
  idle(forMs: number): readonly number[] {
    const latest = performance.now() - forMs;
    return [...this.#open].flatMap(([slot, { idleSince }]) =>
      idleSince !== undefined && idleSince <= latest ? slot : [],
    );
  }

  noteWorker(slot: number, pid: number): void {
    this.#note(slot, { workerPid: pid });
  }

  /** @param job absent: it is over */
  noteJob(slot: number, job?: string): void {
    const pid = this.#open.get(slot)?.workerPid;
    const worker = pid === undefined ? {} : { workerPid: pid };
    this.#open.set(slot, job === undefined ? { ...worker, idleSince: performance.now() } : { ...worker, job });
    this.#tellLease(this.#cardOf(slot));
  }

  /** Once its worker is gone. @param forGood it is not opened again */
  close(slot: number, forGood: boolean): void {
    if (forGood) this.#quarantined.add(slot);
    if (!this.#open.delete(slot)) return;
    const card = this.#cardOf(slot);
    if (this.#slotsOn(card).length > 0) {
      this.#tellLease(card);
    } else {
      this.#leases.get(card)?.release();
      this.#leases.delete(card);
    }
  }

  beat(): void {
    for (const lease of this.#leases.values()) lease.beat();
  }

  /** Gives all cards back, once no worker is left; none is taken any more. */
  end(): void {
    this.#isOver = true;
    if (!this.#isTaking) this.#releaseAll();
  }

  async #take(shut: readonly number[], wanted: number): Promise<void> {
    const { supply, leasedFor, onFact } = this.#options;
    const cards = [...new Set(shut.map(slot => this.#cardOf(slot)))].filter(card => !this.#leases.has(card));
    if (cards.length === 0) return;
    const { taken, busy } = await takeCards({ ...supply, cards }, wanted, leasedFor);
    for (const { card, lease } of taken) this.#leases.set(card, lease);
    const text = busy.join('; ');
    if (this.#leases.size > 0 || text === this.#told || this.#isOver) return;
    this.#told = text;
    onFact({ type: 'cards-awaited', text });
  }

  #tellOpened(slot: number): void {
    this.#told = '';
    const { index, uuid, name } = this.#cardOf(slot);
    this.#options.onFact({ type: 'slot-opened', slot, index, uuid, name });
  }

  #note(slot: number, work: Work): void {
    this.#open.set(slot, { ...this.#open.get(slot), ...work });
    this.#tellLease(this.#cardOf(slot));
  }

  #tellLease(card: Card): void {
    this.#leases.get(card)?.note(
      this.#slotsOn(card).map(slot => {
        const { job, workerPid } = must(this.#open.get(slot), `slot ${slot}`);
        return { slot, ...(job !== undefined && { job }), ...(workerPid !== undefined && { workerPid }) };
      }),
    );
  }

  #releaseAll(): void {
    for (const lease of this.#leases.values()) lease.release();
    this.#leases.clear();
    this.#open.clear();
  }

  #slotsOn = (card: Card): number[] => [...this.#open.keys()].filter(slot => this.#cardOf(slot) === card);

  #cardOf = (slot: number): Card => must(this.#cards[slot % this.#cards.length], `card of slot ${slot}`);
}
