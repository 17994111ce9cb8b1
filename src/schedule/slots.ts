import type { CardSupply } from '../devices/index.js';
import { must } from '../lib/bug.js';
import type { Store } from '../store/index.js';
import { CardSlots } from './card-slots.js';
import type { RunFact } from './events.js';
import { openSlot, type Slot } from './slot.js';
import type { Timing } from './timing.js';
import type { WorkerProgram } from './worker-process.js';

export interface SlotsOptions {
  /** How many jobs side by side. */
  readonly workers: number;
  /** Of a run on cards. Absent: on cores. */
  readonly supply?: CardSupply | undefined;
  /** For whom cards are leased, in words. */
  readonly leasedFor: string;
  readonly program: WorkerProgram;
  readonly store: Store;
  readonly timing: Timing;
  readonly onFact: (fact: RunFact) => void;
}

/** The slots of a run: on cores all of them can be used, on cards those that are open. */
export class Slots {
  readonly #timing: Timing;
  readonly #slots: Slot[] = [];
  readonly #newSlot: (slot: number) => Slot;
  readonly #cards: CardSlots | undefined;

  constructor({ workers, supply, leasedFor, program, store, timing, onFact }: SlotsOptions) {
    const cards = supply && new CardSlots({ supply, leasedFor, lookEveryMs: timing.card, onFact });
    this.#timing = timing;
    this.#cards = cards;
    this.#newSlot = slot =>
      openSlot({
        slot,
        program,
        store,
        timing,
        environment: () => cards?.environment(slot) ?? {},
        onFact(fact) {
          if (fact.type === 'worker-started') cards?.noteWorker(slot, fact.pid);
          onFact(fact);
        },
      });
    // A run on cards takes whichever it can get, so there is a slot for each.
    this.grow(Math.max(workers, supply?.cards.length ?? 0));
  }

  get count(): number {
    return this.#slots.length;
  }

  at(slot: number): Slot {
    return must(this.#slots[slot], `slot ${slot}`);
  }

  grow(count: number): void {
    while (this.#slots.length < count) this.#slots.push(this.#newSlot(this.#slots.length));
  }

  /**
   * Those to begin with, at most `wanted`: on cards, once one can be had, or none where the signal aborts before.
   *
   * @throws StoreError where leases cannot be written
   */
  async first(wanted: number, signal: AbortSignal): Promise<readonly number[]> {
    if (this.#cards) return this.#cards.openSome(wanted, this.count, signal);
    return [...this.#slots.keys()].slice(0, wanted);
  }

  /** Opens up to `wanted` more, as far as cards can be had now; gives those that were opened. @throws StoreError */
  async open(wanted: number): Promise<readonly number[]> {
    return this.#cards?.open(wanted, this.count) ?? [];
  }

  /** Open slots that have had nothing to do for so long that others should have their cards. */
  get idle(): readonly number[] {
    return this.#cards?.idle(this.#timing.idle) ?? [];
  }

  /** Says for people what is done in a slot. @param job its label; absent: it is over */
  noteJob(slot: number, job?: string): void {
    this.#cards?.noteJob(slot, job);
  }

  beat(): void {
    this.#cards?.beat();
  }

  /** Sends its worker away and gives its card back. @param forGood it is not opened again */
  async close(slot: number, forGood: boolean): Promise<void> {
    await this.at(slot).close();
    this.#cards?.close(slot, forGood);
  }

  killAll(): void {
    for (const slot of this.#slots) slot.kill();
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.#slots.map(slot => slot.close()));
    this.#cards?.end();
  }
}
