import {
  type ClassCount,
  initialState,
  type JobId,
  type MetricLookup,
  type Plan,
  plainLog,
  type RunEvent,
  type RunResults,
  reduce,
  resultsOf,
  type TimeLeft,
  timeLeft,
  trialStory,
} from '../../report/index.js';
import type { DashRun } from './dash-run.js';
import type { DeviceReadings, SlotFacts } from './devices.js';
import { History } from './history.js';

/** So many lines of the log are kept. */
const mostLines = 5_000;

/** What is put together anew costs at most this share of the time. */
const costShare = 0.02;

export interface DashStoreOptions {
  readonly metric: MetricLookup;
  readonly classes: ClassCount;
  readonly role: DashRun['role'];
  readonly jobLog: DashRun['jobLog'];
  /** In ms since 1970. */
  readonly now: () => number;
}

/** Takes the run's events in and gives what views see of it. */
export class DashStore {
  readonly #state;
  readonly #options: DashStoreOptions;
  readonly #plain;
  readonly #history = new History();
  readonly #slots = new Map<number, SlotFacts>();
  /** All but epochs, by job, for the stories of trials; under '' what is of no job. */
  readonly #facts = new Map<JobId | '', RunEvent[]>();
  readonly #lastEpochs = new Map<JobId, RunEvent>();
  readonly #results;
  readonly #left;
  #log: string[] = [];
  #devices: DeviceReadings | undefined;
  #isLost = false;

  constructor(plan: Plan, options: DashStoreOptions) {
    this.#state = initialState(plan);
    this.#options = options;
    this.#plain = plainLog(options.metric);
    this.#results = new Seldom<RunResults>(() => resultsOf(this.#state, options.metric), options.now);
    this.#left = new Seldom<TimeLeft | undefined>(() => timeLeft(this.#state, options.now()), options.now);
  }

  add(event: RunEvent): void {
    reduce(this.#state, event);
    if (event.type === 'run-resumed') this.#isLost = false;
    this.#log.push(...this.#plain.onEvent(this.#state, event));
    if (this.#log.length > 2 * mostLines) this.#log = this.#log.slice(-mostLines);
    this.#noteSlot(event);
    if (event.type === 'epoch-finished') {
      this.#history.add(event);
      this.#lastEpochs.set(event.job, event);
      return;
    }
    this.#results.spoil();
    const job = 'job' in event ? event.job : '';
    const facts = this.#facts.get(job);
    if (facts) facts.push(event);
    else this.#facts.set(job, [event]);
  }

  /** Its head is gone. */
  lose(): void {
    this.#isLost = true;
    this.#state.state = 'stopped';
    this.#results.spoil();
  }

  setDevices(readings: DeviceReadings): void {
    this.#devices = readings;
  }

  /** Worker processes, by slot. */
  workers(): ReadonlyMap<number, number> {
    return new Map([...this.#slots.values()].flatMap(({ slot, pid }) => (pid === undefined ? [] : [[slot, pid]])));
  }

  /** The run as it is now. */
  look(): DashRun {
    const { metric, classes, role, jobLog, now } = this.#options;
    const state = this.#state;
    this.#left.spoil();
    return {
      state,
      results: this.#results.get(),
      nowMs: now(),
      left: state.state === 'running' ? this.#left.get() : undefined,
      role,
      isLost: this.#isLost,
      log: this.#log,
      slots: [...this.#slots.values()].sort((a, b) => a.slot - b.slot),
      devices: this.#devices,
      metric,
      classes,
      jobLog,
      curves: job => this.#history.of(job),
      story: trial => trialStory(state, trial, this.#factsOf(trial.jobs), metric),
    };
  }

  #factsOf(jobs: readonly JobId[]): RunEvent[] {
    const own = jobs.flatMap(job => [...(this.#facts.get(job) ?? []), this.#lastEpochs.get(job) ?? []].flat());
    return [...own, ...(this.#facts.get('') ?? [])].sort((a, b) => a.seq - b.seq);
  }

  #noteSlot(event: RunEvent): void {
    if (event.type === 'run-resumed') this.#slots.clear();
    if (!('slot' in event)) return;
    const { slot } = event;
    const before = this.#slots.get(slot) ?? { slot, pid: undefined, card: undefined };
    if (event.type === 'worker-started') this.#slots.set(slot, { ...before, pid: event.pid });
    else if (event.type === 'worker-ended') this.#slots.set(slot, { ...before, pid: undefined });
    else if (event.type === 'slot-opened') this.#slots.set(slot, { ...before, card: event.uuid });
    else if (event.type === 'slot-closed') this.#slots.set(slot, { ...before, card: undefined });
    else if (!this.#slots.has(slot)) this.#slots.set(slot, before);
  }
}

/** Something that is costly to put together: anew only where it is spoilt, and so seldom that it costs little. */
class Seldom<T> {
  readonly #make: () => T;
  readonly #now: () => number;
  #value: T | undefined;
  #isStale = true;
  #notBeforeMs = 0;

  constructor(make: () => T, now: () => number) {
    this.#make = make;
    this.#now = now;
  }

  spoil(): void {
    this.#isStale = true;
  }

  get(): T {
    const begun = this.#now();
    if (this.#value !== undefined && (!this.#isStale || begun < this.#notBeforeMs)) return this.#value;
    const value = this.#make();
    const cost = this.#now() - begun;
    this.#notBeforeMs = begun + Math.max(500, cost / costShare);
    this.#isStale = false;
    this.#value = value;
    return value;
  }
}
