import { tidy } from '@tensorflow/tfjs-core';
import type { Random } from '../../lib/random.js';
import type { Batch } from '../batch.js';
import type { Progress, Step } from '../strategy.js';
import type { Place } from './checkpoint.js';
import type { TrainContext } from './context.js';
import { findHolders, type Holders } from './holders.js';
import { isDue, runInterlude } from './interlude.js';
import { Meter } from './meter.js';
import { type Descent, type MoveSettings, move } from './move.js';
import type { PlannedPhase } from './planned-phase.js';
import { Rollback } from './rollback.js';
import { type RunningLearner, startLearner } from './running-learner.js';
import { StepScope } from './step-scope.js';
import type { NamedVariables } from './stored-values.js';

/** What is done with one batch. */
export interface Action {
  readonly step: number;
  readonly batch: Batch;
  readonly random: Random;
  readonly descents: readonly Descent[];
  readonly updates: MoveSettings['updates'];
  /** After the moves, in order. */
  readonly looks: readonly (((step: Step) => void) | undefined)[];
}

/** A phase under way: its optimizers exist, its losses are being added up. */
export class RunningPhase {
  readonly meter: Meter;
  readonly learners: readonly RunningLearner[];
  /** For interludes that are taken back. */
  readonly memory: Rollback;
  private readonly holders: Holders;

  constructor(
    readonly plan: PlannedPhase,
    private readonly context: TrainContext,
  ) {
    const { learners, name } = plan.phase;
    this.meter = new Meter(name, step => this.epochOf(step));
    this.holders = findHolders(learners);
    this.learners = learners.map(learner => startLearner(learner, context.train, learners.length === 1));
    this.memory = new Rollback(this.movable);
  }

  /**
   * One step of all learners, and the interludes that follow it, from a place in it on. Gives each place at which a
   * training may rest.
   */
  async *run(step: number, from?: Place): AsyncGenerator<Place, void> {
    const { stream, length, phase } = this.plan;
    const batch = stream.batch(length.firstEpoch + this.progress(step).epoch, step % stream.batchesPerEpoch);
    try {
      if (!from)
        this.act({
          step,
          batch,
          random: this.randomOf(step),
          descents: this.learners.map(running => ({ running, terms: running.learner.terms })),
          updates: phase.updates ?? 'together',
          looks: [phase.afterStep],
        });
      for (const [interlude, planned] of [...this.plan.interludes.entries()].slice(from?.interlude)) {
        if (!isDue(planned.interlude, step, this.endsEpoch(step))) continue;
        const begin = interlude === from?.interlude ? from.batch : 0;
        for await (const index of runInterlude(this, planned, batch, step, begin)) yield { interlude, batch: index };
      }
    } finally {
      batch.dispose();
    }
  }

  /** Moves learners once on a batch and lets others look. No tensor is left but what the meter keeps. */
  act({ step, batch, random, descents, updates, looks }: Action): void {
    const scope = this.openStep(step, batch, random);
    try {
      tidy(() => {
        const measured = move(descents, scope, { updates, clip: this.context.train.clip });
        for (const look of looks) look?.(scope);
        this.meter.record(step, [...measured, ...scope.notes]);
      });
    } finally {
      scope.dispose();
    }
  }

  openStep(step: number, batch: Batch, random: Random): StepScope {
    return new StepScope(batch, this.progress(step), random, this.holders, this.context.teachers);
  }

  progress(step: number): Progress {
    const { steps, epochs } = this.plan.length;
    const stepsPerEpoch = this.plan.stream.batchesPerEpoch;
    return { step, steps, epoch: Math.floor(step / stepsPerEpoch), epochs, stepsPerEpoch };
  }

  /** From 1, over all phases. */
  epochOf(step: number): number {
    return this.plan.length.firstEpoch + this.progress(step).epoch + 1;
  }

  /** Learning rates at a step, by learner. */
  ratesAt(step: number): Readonly<Record<string, number>> {
    const progress = this.progress(step);
    return Object.fromEntries(this.learners.map(running => [running.learner.name, running.learningRate(progress)]));
  }

  endsEpoch(step: number): boolean {
    return (step + 1) % this.plan.stream.batchesPerEpoch === 0 || step + 1 === this.plan.length.steps;
  }

  randomOf(step: number): Random {
    return this.context.random.for('train', this.plan.phase.name, step);
  }

  /** Memory of the optimizers, by learner and slot. */
  get slots(): NamedVariables {
    return new Map(
      this.learners.flatMap(({ learner, optimizer }) =>
        Object.entries(optimizer.slots).map(([slot, variable]) => [`${learner.name}/${slot}`, variable] as const),
      ),
    );
  }

  /** All that moves of themselves can change: the learners' modules, statistics included, and the optimizers. */
  private get movable(): NamedVariables {
    const modules = this.plan.phase.learners.flatMap(({ name, modules }) =>
      modules.flatMap((module, index) =>
        module.variables.map(entry => [`modules/${name}/${index}/${entry.name}`, entry.variable] as const),
      ),
    );
    const slots = [...this.slots].map(([name, variable]) => [`optimizer/${name}`, variable] as const);
    return new Map([...modules, ...slots]);
  }

  dispose(): void {
    this.meter.dispose();
    this.memory.dispose();
    for (const { optimizer } of this.learners) optimizer.dispose();
  }
}
