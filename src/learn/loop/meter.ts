import { keep, type Scalar, stack, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { Collapsed, Diverged } from '../failure.js';
import type { Floor } from '../strategy.js';

/** One number of a step: a loss, a sign of the gradient's health, or what a strategy logs. */
export interface Measured {
  readonly kind: 'loss' | 'gradient' | 'note';
  readonly name: string;
  readonly value: Scalar;
  readonly floor?: Floor;
}

export type MeterState = Readonly<Record<string, { readonly sum: number; readonly count: number }>>;

interface Pending {
  readonly step: number;
  readonly measured: readonly Omit<Measured, 'value'>[];
  /** Values of the step, one after the other. */
  readonly values: Tensor;
}

type Taken = Omit<Measured, 'value'> & { readonly value: number };

/** Steps between two reads: waiting for a value at every step would keep a GPU idle. */
const readEvery = 32;

/** Means over an epoch by name, in double precision, and the guard against NaN. Reads values some steps late. */
export class Meter {
  private pending: Pending[] = [];
  private sums = new Map<string, { sum: number; count: number }>();

  /** @param epochOf a step of the phase, from 1 over all phases */
  constructor(
    private readonly phase: string,
    private readonly epochOf: (step: number) => number,
  ) {}

  record(step: number, measured: readonly Measured[]): void {
    if (measured.length === 0) return;
    const values = keep(tidy(() => stack(measured.map(({ value }) => value))));
    this.pending.push({ step, measured: measured.map(({ value: _, ...entry }) => entry), values });
  }

  get isFull(): boolean {
    return this.pending.length >= readEvery;
  }

  /**
   * Takes in all that was recorded. Throws `Diverged` for the first step with a loss or a gradient that is not finite:
   * it names the first such loss; without one the last such gradient, for they spread from there to the layers before.
   * Throws `Collapsed` for the first value below its floor.
   */
  async read(): Promise<void> {
    for (const { step, measured, values } of this.pending.splice(0)) {
      const numbers = await values.data();
      values.dispose();
      const taken = measured.map((entry, index) => ({ ...entry, value: numbers[index] ?? Number.NaN }));
      this.expectFinite(step, taken);
      this.expectAboveFloors(step, taken);
      for (const { kind, name, value } of taken) if (kind !== 'gradient') this.add(name, value);
    }
  }

  /** Means since the last call, of what has been read. */
  takeMeans(): Readonly<Record<string, number>> {
    const means = Object.fromEntries([...this.sums].map(([name, { sum, count }]) => [name, sum / count]));
    this.sums.clear();
    return means;
  }

  /** Of what has been read. */
  state(): MeterState {
    return Object.fromEntries([...this.sums].map(([name, { sum, count }]) => [name, { sum, count }]));
  }

  restore(state: MeterState): void {
    this.sums = new Map(Object.entries(state).map(([name, entry]) => [name, { ...entry }]));
  }

  dispose(): void {
    for (const { values } of this.pending.splice(0)) values.dispose();
  }

  private expectFinite(step: number, taken: readonly Taken[]): void {
    const wrong = taken.filter(({ kind, value }) => kind !== 'note' && !Number.isFinite(value));
    const named = wrong.find(({ kind }) => kind === 'loss') ?? wrong.at(-1);
    if (!named) return;
    const losses = taken.filter(({ kind }) => kind === 'loss').map(({ name, value }) => [name, value] as const);
    throw new Diverged({
      what: named.name,
      phase: this.phase,
      step,
      epoch: this.epochOf(step),
      losses: Object.fromEntries(losses),
    });
  }

  private expectAboveFloors(step: number, taken: readonly Taken[]): void {
    for (const { name, value, floor } of taken)
      if (floor && value < floor.least)
        throw new Collapsed({ what: name, value, floor, phase: this.phase, step, epoch: this.epochOf(step) });
  }

  private add(name: string, value: number): void {
    if (!Number.isFinite(value)) return;
    const entry = this.sums.get(name) ?? { sum: 0, count: 0 };
    this.sums.set(name, { sum: entry.sum + value, count: entry.count + 1 });
  }
}
