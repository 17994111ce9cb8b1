import { setImmediate } from 'node:timers/promises';
import { tidy } from '@tensorflow/tfjs-core';
import { must } from '../../lib/bug.js';
import type { Recipe } from '../strategy.js';
import { checkRecipe } from './check-recipe.js';
import { asPart, type Checkpoint, partOf } from './checkpoint.js';
import type { EpochReport, Hooks, TrainContext, TrainingResult } from './context.js';
import { shouldStop } from './early-stop.js';
import { LeakGuard } from './leak-guard.js';
import { type PlannedPhase, planPhases } from './planned-phase.js';
import { recipeVariables } from './recipe-variables.js';
import { RunningPhase } from './running-phase.js';
import { Selection } from './selection.js';
import { readValues, writeValues } from './stored-values.js';

/** Trains a recipe from its beginning to its end; see `Training.run`. */
export async function train(recipe: Recipe, context: TrainContext, hooks: Hooks = {}): Promise<TrainingResult> {
  const training = new Training(recipe, context);
  try {
    return await training.run(hooks);
  } finally {
    training.dispose();
  }
}

/** What is told of an epoch, but for the time it took. */
type Told = Omit<EpochReport, 'seconds'>;

/** One training of a recipe, from its beginning or from a checkpoint. */
export class Training {
  private readonly phases: readonly PlannedPhase[];
  private readonly selection: Selection | undefined;
  private at = { phase: 0, step: 0, hasStarted: false, epochs: 0, epochsWithout: 0 };
  private current: RunningPhase | undefined;
  private isBetweenSteps = true;
  /** Answers to those who asked for the state during a step. */
  private readonly waiting: (() => Promise<void>)[] = [];

  constructor(
    private readonly recipe: Recipe,
    private readonly context: TrainContext,
  ) {
    checkRecipe(recipe, context.teachers);
    this.phases = planPhases(recipe, context);
    const { validation, train } = context;
    this.selection = validation && new Selection(validation, train.select, recipe.product);
  }

  /**
   * Runs to the end and leaves in the recipe's product the weights of the best epoch, or the last ones where nothing
   * is validated. Lets go of the event loop after every step. Fails with a `TrainingFailure`, or the signal's reason.
   */
  async run(hooks: Hooks = {}): Promise<TrainingResult> {
    try {
      while (this.at.phase < this.phases.length) {
        await this.runPhase(this.enterPhase(), hooks);
        this.leavePhase();
      }
    } finally {
      await this.answerWaiting();
    }
    this.selection?.restoreBest();
    const best = this.selection?.best;
    return { keptEpoch: best?.epoch ?? this.at.epochs, epochs: this.at.epochs, metrics: best?.metrics ?? {} };
  }

  /** Everything needed to go on to the same bits; if asked during a step, of the moment after it. */
  state(): Promise<Checkpoint> {
    if (this.isBetweenSteps) return this.capture();
    return new Promise((resolve, reject) => {
      this.waiting.push(() => this.capture().then(resolve, reject));
    });
  }

  /** Before `run`: goes on from a checkpoint of the same recipe in the same context. */
  restore({ counters, tensors }: Checkpoint): void {
    const { losses, best, ...at } = counters;
    this.at = { ...at };
    writeValues(recipeVariables(this.recipe), partOf(tensors, 'recipe'));
    if (this.selection) {
      this.selection.best = best;
      this.selection.weights = partOf(tensors, 'best');
    }
    if (!at.hasStarted) return;
    this.current = this.openPhase();
    this.current.meter.restore(losses);
    writeValues(this.current.slots, partOf(tensors, 'optimizer'));
  }

  /** Frees the optimizers of a training that was stopped; modules and state are the recipe's. */
  dispose(): void {
    this.current?.dispose();
    this.current = undefined;
  }

  private enterPhase(): RunningPhase {
    this.current ??= this.openPhase();
    const { start } = this.current.plan.phase;
    if (!this.at.hasStarted) tidy(() => start?.());
    this.at.hasStarted = true;
    return this.current;
  }

  private openPhase(): RunningPhase {
    return new RunningPhase(must(this.phases[this.at.phase], 'phase'), this.context);
  }

  private leavePhase(): void {
    this.dispose();
    this.at = { ...this.at, phase: this.at.phase + 1, step: 0, hasStarted: false };
  }

  private async runPhase(phase: RunningPhase, hooks: Hooks): Promise<void> {
    const guard = new LeakGuard();
    let begun = performance.now();
    while (this.at.step < phase.plan.length.steps) {
      hooks.signal?.throwIfAborted();
      const report = await this.advance(phase, guard);
      if (report) {
        await hooks.epochFinished?.({ ...report, seconds: (performance.now() - begun) / 1000 });
        begun = performance.now();
      }
      await this.answerWaiting();
      await setImmediate();
    }
  }

  /** One step; at the end of an epoch also what is to be told of it. */
  private async advance(phase: RunningPhase, guard: LeakGuard): Promise<Told | undefined> {
    this.isBetweenSteps = false;
    try {
      return await this.takeStep(phase, guard);
    } finally {
      this.isBetweenSteps = true;
    }
  }

  private async takeStep(phase: RunningPhase, guard: LeakGuard): Promise<Told | undefined> {
    const { step } = this.at;
    await phase.run(step);
    this.at.step++;
    if (phase.meter.isFull) await phase.meter.read();
    if (!phase.endsEpoch(step)) return undefined;

    await phase.meter.read();
    this.at.epochs++;
    const epoch = phase.plan.length.firstEpoch + phase.progress(step).epoch + 1;
    const metrics = (await this.selection?.consider(epoch)) ?? {};
    this.stopEarly(phase, epoch);
    guard.check(epoch);
    return { phase: phase.plan.phase.name, epoch, epochs: this.epochs, losses: phase.meter.takeMeans(), metrics };
  }

  /** Only the last phase is cut short: those before it prepare, and the product's metrics say little about them. */
  private stopEarly({ plan }: RunningPhase, epoch: number): void {
    const { stop } = this.context.train;
    if (!stop || !this.selection || this.at.phase < this.phases.length - 1) return;
    this.at.epochsWithout = this.selection.best?.epoch === epoch ? 0 : this.at.epochsWithout + 1;
    if (shouldStop(stop, this.at.epochsWithout)) this.at.step = plan.length.steps;
  }

  private async answerWaiting(): Promise<void> {
    for (const answer of this.waiting.splice(0)) await answer();
  }

  private get epochs(): number {
    return this.phases.reduce((sum, { length }) => sum + length.epochs, 0);
  }

  private async capture(): Promise<Checkpoint> {
    await this.current?.meter.read();
    const { current, selection, recipe, at } = this;
    const counters = { ...at, losses: current?.meter.state() ?? {}, best: selection?.best };
    const weights = await readValues(recipeVariables(recipe));
    const slots = await readValues(current?.slots ?? new Map());
    const best = selection?.weights ?? {};
    return {
      counters,
      tensors: { ...asPart('recipe', weights), ...asPart('optimizer', slots), ...asPart('best', best) },
    };
  }
}
