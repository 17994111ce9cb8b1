import { setImmediate } from 'node:timers/promises';
import { tidy } from '@tensorflow/tfjs-core';
import type { Recipe } from '../strategy.js';
import { checkRecipe } from './check-recipe.js';
import { asPart, type Checkpoint, CheckpointMismatch, partOf } from './checkpoint.js';
import type { EpochReport, Hooks, TrainContext, TrainingResult } from './context.js';
import { shouldStop } from './early-stop.js';
import { LeakGuard } from './leak-guard.js';
import { type PlannedPhase, planPhases } from './planned-phase.js';
import { productVariables, recipeVariables } from './recipe-variables.js';
import { RunningPhase } from './running-phase.js';
import { Selection } from './selection.js';
import { findMisfit, type NamedVariables, readValues, type StoredValues, writeValues } from './stored-values.js';

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
type Position = Omit<Checkpoint['counters'], 'losses' | 'best'>;

const beginning: Position = { phase: 0, step: 0, hasStarted: false, isEpochOver: false, epochs: 0, epochsWithout: 0 };

/** One training of a recipe, from its beginning or from a checkpoint. */
export class Training {
  private readonly phases: readonly PlannedPhase[];
  private readonly selection: Selection | undefined;
  private at: Position = beginning;
  private current: RunningPhase | undefined;
  private isAtRest = true;
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

  /** Everything needed to go on to the same bits; if asked during a step, of the next moment of rest. */
  state(): Promise<Checkpoint> {
    if (this.isAtRest) return this.capture();
    return new Promise((resolve, reject) => {
      this.waiting.push(() => this.capture().then(resolve, reject));
    });
  }

  /**
   * Before `run`: goes on from a checkpoint of the same recipe in the same context.
   * @throws CheckpointMismatch where it is of another; nothing has changed then
   */
  restore({ counters, tensors }: Checkpoint): void {
    const { losses, best, ...at } = counters;
    const weights = recipeVariables(this.recipe);
    expectFit('recipe', weights, tensors);
    if (best) expectFit('best', productVariables(this.recipe.product), tensors);
    const phase = at.hasStarted ? this.openPhase(at.phase) : undefined;
    try {
      if (phase) expectFit('optimizer', phase.slots, tensors);
    } catch (error) {
      phase?.dispose();
      throw error;
    }

    this.at = at;
    writeValues(weights, partOf(tensors, 'recipe'));
    if (this.selection) {
      this.selection.best = best;
      this.selection.weights = partOf(tensors, 'best');
    }
    this.current = phase;
    if (!phase) return;
    phase.meter.restore(losses);
    phase.memory.restore(partOf(tensors, 'rollback'));
    writeValues(phase.slots, partOf(tensors, 'optimizer'));
  }

  /** How far it has come: epochs of all phases, steps of the running one. */
  get progress(): { readonly epoch: number; readonly epochs: number; readonly step: number } {
    return { epoch: this.at.epochs, epochs: this.epochs, step: this.at.step };
  }

  /** Frees the optimizers of a training that was stopped; modules and state are the recipe's. */
  dispose(): void {
    this.current?.dispose();
    this.current = undefined;
  }

  private enterPhase(): RunningPhase {
    this.current ??= this.openPhase(this.at.phase);
    const { start } = this.current.plan.phase;
    if (!this.at.hasStarted) tidy(() => start?.());
    this.at = { ...this.at, hasStarted: true };
    return this.current;
  }

  private openPhase(index: number): RunningPhase {
    const phase = this.phases[index];
    if (!phase) throw new CheckpointMismatch(`the recipe has no phase ${index}`);
    return new RunningPhase(phase, this.context);
  }

  private leavePhase(): void {
    this.dispose();
    this.at = { ...this.at, phase: this.at.phase + 1, step: 0, hasStarted: false };
  }

  private async runPhase(phase: RunningPhase, hooks: Hooks): Promise<void> {
    const guard = new LeakGuard();
    let begun = performance.now();
    while (this.at.isEpochOver || this.at.step < phase.plan.length.steps) {
      hooks.signal?.throwIfAborted();
      if (!this.at.isEpochOver) await this.busy(() => this.takeStep(phase, hooks));
      if (this.at.isEpochOver) {
        const report = await this.busy(() => this.endEpoch(phase, guard));
        await hooks.epochFinished?.({ ...report, seconds: (performance.now() - begun) / 1000 });
        begun = performance.now();
      }
      await this.rest(hooks);
    }
  }

  private async busy<T>(act: () => Promise<T>): Promise<T> {
    this.isAtRest = false;
    try {
      return await act();
    } finally {
      this.isAtRest = true;
    }
  }

  /** Others have their turn: whoever asked for the state, hooks, the event loop. */
  private async rest(hooks: Hooks): Promise<void> {
    await this.answerWaiting();
    await hooks.atRest?.();
    await setImmediate();
  }

  /** The rest of a step that may have begun before a checkpoint. */
  private async takeStep(phase: RunningPhase, hooks: Hooks): Promise<void> {
    const { step } = this.at;
    for await (const place of phase.run(step, this.at.place)) {
      this.at = { ...this.at, place };
      this.isAtRest = true;
      await this.rest(hooks);
      hooks.signal?.throwIfAborted();
      this.isAtRest = false;
    }
    this.at = { ...this.at, step: step + 1, place: undefined, isEpochOver: phase.endsEpoch(step) };
    if (phase.meter.isFull) await phase.meter.read();
  }

  /** Validation may be stopped and is then done again from its beginning: until it is over, nothing has changed. */
  private async endEpoch(phase: RunningPhase, guard: LeakGuard): Promise<Told> {
    await phase.meter.read();
    const last = this.at.step - 1;
    const epoch = phase.epochOf(last);
    const metrics = (await this.selection?.consider(epoch)) ?? {};
    this.at = { ...this.at, epochs: this.at.epochs + 1, isEpochOver: false };
    this.stopEarly(phase, epoch);
    guard.check(epoch);
    const { name } = phase.plan.phase;
    const losses = phase.meter.takeMeans();
    return { phase: name, epoch, epochs: this.epochs, losses, metrics, rates: phase.ratesAt(last) };
  }

  /** Only the last phase is cut short: those before it prepare, and the product's metrics say little about them. */
  private stopEarly({ plan }: RunningPhase, epoch: number): void {
    const { stop } = this.context.train;
    if (!stop || !this.selection || this.at.phase < this.phases.length - 1) return;
    const epochsWithout = this.selection.best?.epoch === epoch ? 0 : this.at.epochsWithout + 1;
    const step = shouldStop(stop, epochsWithout) ? plan.length.steps : this.at.step;
    this.at = { ...this.at, epochsWithout, step };
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
    const best = selection?.weights ?? {};
    return {
      counters,
      tensors: {
        ...asPart('recipe', await readValues(recipeVariables(recipe))),
        ...asPart('optimizer', await readValues(current?.slots ?? new Map())),
        ...asPart('rollback', (await current?.memory.state()) ?? {}),
        ...asPart('best', best),
      },
    };
  }
}

function expectFit(part: string, variables: NamedVariables, tensors: StoredValues): void {
  const misfit = findMisfit(variables, partOf(tensors, part));
  if (misfit) throw new CheckpointMismatch(`${part}: ${misfit}`);
}
