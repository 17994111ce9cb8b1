import TinyQueue from 'tinyqueue';

import { Bug } from '../lib/bug.js';
import type { JobGraph } from './job-graph.js';

/** `held`: another head works on it. */
export type JobStatus = 'waiting' | 'ready' | 'running' | 'held' | 'done' | 'failed' | 'stopped' | 'canceled';

/**
 * Where every job of a plan stands, by index. Each change costs in proportion to the edges it touches, so a run of n
 * jobs costs O(n log n) in all. Holds: a ready job's needs are done; a waiting or ready job is still wanted.
 */
export class JobBoard {
  readonly #graph: JobGraph;
  readonly #status: JobStatus[];
  /** Needs that are not done. */
  readonly #needsLeft: Int32Array;
  /** Dependents that may still run; one whose last is gone has no reason to run, unless it is wanted itself. */
  readonly #reasonsLeft: Int32Array;
  /** How many still want a job for its own sake. */
  readonly #wanted: Int32Array;
  /** By priority, then in the plan's order. May hold jobs canceled since. */
  readonly #ready: TinyQueue<number>;
  #unsettled = 0;
  #failed = 0;

  /** Canceled from the start, in the plan's order: all that would need them is done. */
  readonly unneeded: readonly number[];

  constructor(graph: JobGraph, isDone: (index: number) => boolean) {
    this.#graph = graph;
    this.#status = graph.jobs.map((_, index) => (isDone(index) ? 'done' : 'waiting'));
    this.#needsLeft = new Int32Array(graph.jobs.length);
    this.#reasonsLeft = new Int32Array(graph.jobs.length);
    this.#wanted = graph.wanted.slice();
    const { priority } = graph;
    this.#ready = new TinyQueue<number>([], (a, b) => (priority[b] ?? 0) - (priority[a] ?? 0) || a - b);
    this.unneeded = this.#cancelUnneeded();
    for (const index of graph.jobs.keys()) if (this.#status[index] === 'waiting') this.#countNeeds(index);
  }

  /** How many jobs are waiting, ready, running or held. */
  get unsettled(): number {
    return this.#unsettled;
  }

  get hasFailures(): boolean {
    return this.#failed > 0;
  }

  /** How many jobs are ready, or were and are not any more: at least as many as are. */
  get readyAtMost(): number {
    return this.#ready.length;
  }

  /** The ready job to start next; undefined where none is ready. */
  get next(): number | undefined {
    for (let index = this.#ready.peek(); index !== undefined; index = this.#ready.peek()) {
      if (this.#status[index] === 'ready') return index;
      this.#ready.pop();
    }
    return undefined;
  }

  /** The same, now running. */
  startNext(): number | undefined {
    const index = this.next;
    if (index === undefined) return undefined;
    this.#ready.pop();
    this.#status[index] = 'running';
    return index;
  }

  /** A running job is done, or one that another head held. */
  finish(index: number): void {
    this.#settle(index, 'done');
    for (const dependent of this.#graph.dependents[index] ?? []) {
      const left = this.#decrement(this.#needsLeft, dependent);
      if (left === 0 && this.#status[dependent] === 'waiting') this.#makeReady(dependent);
    }
  }

  /**
   * Puts back a running job, or one that another head has given up.
   *
   * @returns where that is in vain, for what it needs was lost and failed since: that need; then it is canceled
   */
  requeue(index: number): number | undefined {
    if (!this.isHeld(index)) this.#expectRunning(index);
    this.#status[index] = 'waiting';
    const lacking = (this.#graph.needs[index] ?? []).find(need => isUndone(this.#status[need]));
    if (lacking === undefined) this.#countNeeds(index);
    else this.#cancel(index);
    return lacking;
  }

  stop(index: number): void {
    this.#settle(index, 'stopped');
  }

  /** Leaves a running job to another head. */
  hold(index: number): void {
    this.#expectRunning(index);
    this.#status[index] = 'held';
  }

  isHeld(index: number): boolean {
    return this.#status[index] === 'held';
  }

  /**
   * The result of a job that was done is gone: it waits again, with all it needs, where anybody may still need it.
   * Looks at the whole board.
   *
   * @returns what waits again, in the plan's order
   */
  lose(index: number): number[] {
    // Another who missed it may have had it begun anew.
    if (this.#status[index] !== 'done') return [];
    this.#status[index] = 'stopped';
    const isNeeded = (this.#graph.dependents[index] ?? []).some(dependent => isUnsettled(this.#status[dependent]));
    const reopened = isNeeded ? this.#reopen(index) : [];
    this.#recount();
    return reopened;
  }

  /**
   * Lets a job that came to an end without being done wait again, wanted for its own sake, and all it needs with it.
   * Looks at the whole board: for what people ask, not for what happens often.
   *
   * @returns what waits again, in the plan's order
   */
  reopen(index: number): number[] {
    const reopened = this.#reopen(index);
    if (reopened.length > 0) this.#wanted[index] = Math.max(1, this.#wanted[index] ?? 0);
    this.#recount();
    return reopened;
  }

  fail(index: number): void {
    this.#settle(index, 'failed');
    this.#failed++;
  }

  /** Whether it had not started; then it failed all the same. */
  failUnstarted(index: number): boolean {
    if (!this.#cancel(index)) return false;
    this.#status[index] = 'failed';
    this.#failed++;
    return true;
  }

  /** Cancels all that needs a failed job, and what only those needed. Both lists in an order that respects the plan. */
  cancelAfter(failed: number): { readonly dependents: number[]; readonly unneeded: number[] } {
    const dependents: number[] = [];
    const reached = [...(this.#graph.dependents[failed] ?? [])];
    for (let dependent = reached.pop(); dependent !== undefined; dependent = reached.pop()) {
      if (!this.#cancel(dependent)) continue;
      dependents.push(dependent);
      for (const next of this.#graph.dependents[dependent] ?? []) reached.push(next);
    }
    // Where it never started, its own needs may be unneeded too.
    const { canceled } = this.#cancelNeedsOf([failed, ...dependents]);
    return { dependents: dependents.sort((a, b) => a - b), unneeded: canceled };
  }

  /**
   * One of those who wanted a job for its own sake wants it no more. Cancels it where nobody else does, and what only it
   * needed; `running`: what of that is under way. A job whose needs are done is done all the same: of a result, the
   * training is paid for, and measuring costs little.
   */
  withdraw(index: number): { readonly canceled: number[]; readonly running: number[] } {
    const isLeft = this.#status[index] !== 'waiting' || this.#decrement(this.#wanted, index) > 0;
    if (isLeft || (this.#reasonsLeft[index] ?? 0) > 0) return { canceled: [], running: [] };
    this.#cancel(index);
    const { canceled, running } = this.#cancelNeedsOf([index]);
    return { canceled: [...canceled, index], running };
  }

  /** Cancels everything that has not started. */
  cancelRest(): number[] {
    return [...this.#graph.jobs.keys()].filter(index => this.#cancel(index));
  }

  /** In an order that respects the plan; `running`: what of that nobody needs any more either. */
  #cancelNeedsOf(gone: readonly number[]): { readonly canceled: number[]; readonly running: number[] } {
    const canceled: number[] = [];
    const running: number[] = [];
    const reached = [...gone];
    for (let index = reached.pop(); index !== undefined; index = reached.pop()) {
      for (const need of this.#graph.needs[index] ?? []) {
        if (this.#decrement(this.#reasonsLeft, need) > 0 || this.#isWanted(need)) continue;
        if (this.#status[need] === 'running') running.push(need);
        if (!this.#cancel(need)) continue;
        canceled.push(need);
        reached.push(need);
      }
    }
    return { canceled: canceled.sort((a, b) => a - b), running };
  }

  #isWanted(index: number): boolean {
    return (this.#wanted[index] ?? 0) > 0;
  }

  /** From the last job to the first: every dependent is judged before what it needs. */
  #cancelUnneeded(): number[] {
    const unneeded: number[] = [];
    for (let index = this.#graph.jobs.length - 1; index >= 0; index--) {
      if (this.#status[index] !== 'waiting') continue;
      if (this.#reasonsLeft[index] === 0 && !this.#isWanted(index)) {
        this.#status[index] = 'canceled';
        unneeded.push(index);
      } else {
        this.#unsettled++;
        for (const need of this.#graph.needs[index] ?? []) this.#reasonsLeft[need] = (this.#reasonsLeft[need] ?? 0) + 1;
      }
    }
    return unneeded.reverse();
  }

  #countNeeds(index: number): void {
    const missing = (this.#graph.needs[index] ?? []).filter(need => this.#status[need] !== 'done');
    this.#needsLeft[index] = missing.length;
    if (missing.length === 0) this.#makeReady(index);
  }

  #makeReady(index: number): void {
    this.#status[index] = 'ready';
    this.#ready.push(index);
  }

  #reopen(index: number): number[] {
    const reopened: number[] = [];
    const reached = [index];
    for (let next = reached.pop(); next !== undefined; next = reached.pop()) {
      if (!isUndone(this.#status[next])) continue;
      this.#status[next] = 'waiting';
      reopened.push(next);
      for (const need of this.#graph.needs[next] ?? []) reached.push(need);
    }
    return reopened.sort((a, b) => a - b);
  }

  #recount(): void {
    this.#reasonsLeft.fill(0);
    this.#failed = this.#status.filter(status => status === 'failed').length;
    const unsettled = [...this.#graph.jobs.keys()].filter(index => isUnsettled(this.#status[index]));
    this.#unsettled = unsettled.length;
    for (const index of unsettled) {
      for (const need of this.#graph.needs[index] ?? []) this.#reasonsLeft[need] = (this.#reasonsLeft[need] ?? 0) + 1;
      if (this.#status[index] === 'ready') this.#status[index] = 'waiting';
    }
    for (const index of unsettled) if (this.#status[index] === 'waiting') this.#countNeeds(index);
  }

  /** Whether it does not run here, and now never will. */
  #cancel(index: number): boolean {
    const status = this.#status[index];
    if (status !== 'waiting' && status !== 'ready' && status !== 'held') return false;
    this.#status[index] = 'canceled';
    this.#unsettled--;
    return true;
  }

  #settle(index: number, status: 'done' | 'failed' | 'stopped'): void {
    if (!this.isHeld(index)) this.#expectRunning(index);
    this.#status[index] = status;
    this.#unsettled--;
  }

  #expectRunning(index: number): void {
    if (this.#status[index] !== 'running') throw new Bug(`job ${index} is ${this.#status[index]}, not running`);
  }

  #decrement(counts: Int32Array, index: number): number {
    const left = (counts[index] ?? 0) - 1;
    counts[index] = left;
    return left;
  }
}

const isUndone = (status: JobStatus | undefined): boolean =>
  status === 'failed' || status === 'stopped' || status === 'canceled';

const isUnsettled = (status: JobStatus | undefined): boolean =>
  status === 'waiting' || status === 'ready' || status === 'running' || status === 'held';
