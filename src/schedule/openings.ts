import type { FailureReason } from '../plan/index.js';

/** So many failures in a row, of the same reason and of several jobs, are the card's and not theirs. */
const mostInARow = 3;

/** What may be the fault of a card: to TensorFlow a broken one is an error like any other. */
const mayBeTheCards: readonly FailureReason[] = ['crashed', 'lost', 'out-of-memory', 'defect'];

interface Row {
  readonly reason: FailureReason;
  readonly jobs: ReadonlySet<number>;
  readonly count: number;
}

/** Which slots may be used: of a run on cores all of them, of one on cards those that have a card now. */
export class Openings {
  readonly #open: Set<number> | undefined;
  readonly #rows = new Map<number, Row>();
  readonly #quarantined = new Set<number>();

  /** @param open those that have a card from the start; absent: the run is on cores */
  constructor(open?: readonly number[]) {
    this.#open = open && new Set(open);
  }

  isOpen(slot: number): boolean {
    return this.#open?.has(slot) ?? true;
  }

  open(slot: number): void {
    this.#open?.add(slot);
  }

  /** Whether it was open, and could be shut. */
  shut(slot: number): boolean {
    return this.#open?.delete(slot) ?? false;
  }

  /** Of free slots the one to use next: the one with the fewest failures lately. */
  best(free: readonly number[]): number | undefined {
    const failures = (slot: number): number => this.#rows.get(slot)?.count ?? 0;
    return free.reduce<number | undefined>(
      (best, slot) => (best === undefined || failures(slot) < failures(best) ? slot : best),
      undefined,
    );
  }

  succeeded(slot: number): void {
    this.#rows.delete(slot);
  }

  /** Whether the slot was shut for good because of it. The last one of a run never is. @param slots how many there are */
  failed(slot: number, job: number, reason: FailureReason, slots: number): boolean {
    if (!this.#open || !mayBeTheCards.includes(reason)) return false;
    const before = this.#rows.get(slot);
    const row = before?.reason === reason ? before : { reason, jobs: new Set<number>(), count: 0 };
    const now = { reason, jobs: new Set([...row.jobs, job]), count: row.count + 1 };
    this.#rows.set(slot, now);
    if (now.count < mostInARow || now.jobs.size < 2 || this.#quarantined.size + 1 >= slots) return false;
    this.#quarantined.add(slot);
    return this.shut(slot);
  }
}
