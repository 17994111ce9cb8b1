import { type Scalar, type Tensor, type Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { Random } from '../../lib/random.js';
import type { Batch } from '../batch.js';
import { detached } from '../detached.js';
import type { Module, Net, NetOutput } from '../module.js';
import type { Floor, Learner, Mode, Progress, Step, Teacher } from '../strategy.js';
import type { Holders } from './holders.js';
import { keepStatistics } from './keep-statistics.js';
import { KeptTensors } from './kept-tensors.js';
import { Memo } from './memo.js';
import type { Measured } from './meter.js';
import { tidied } from './tidied.js';

/** Where outputs are being computed: on the tape of a learner whose gradient is taken, or outside all tapes. */
interface Tape {
  readonly learner: Learner | undefined;
  readonly outputs: Memo;
  /** What each module was applied to, by id of the tensor. */
  readonly inputs: Map<Module<unknown>, number[]>;
}

/**
 * A step as its terms see it. Two memories decide where gradient can flow: outputs made on the running learner's tape,
 * and constants. What a tape knew becomes constant when it ends, so peers and `afterStep` read what the learner
 * computed; only the learner that holds a module computes it on tape.
 */
export class StepScope implements Step {
  readonly step: number;
  readonly steps: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  private readonly constants = new Memo();
  private readonly kept = new KeptTensors();
  private readonly logged: Measured[] = [];
  /** Runs whose module, place and mode were there before in this step: moving averages do not move again. */
  private readonly done = new Set<string>();
  private readonly strangers: Module<unknown>[] = [];
  private readonly outside: Tape = { learner: undefined, outputs: this.constants, inputs: new Map() };
  private tape = this.outside;

  constructor(
    readonly batch: Batch,
    progress: Progress,
    readonly random: Random,
    private readonly holders: Holders,
    private readonly teachers: readonly Teacher[],
  ) {
    ({ step: this.step, steps: this.steps, epoch: this.epoch, epochs: this.epochs } = progress);
    this.stepsPerEpoch = progress.stepsPerEpoch;
  }

  outputs(net: Net, view = 'main', mode: Mode = this.modeOf(net)): NetOutput {
    const run = (): NetOutput => this.run(net, this.batch.view(view), `view ${view}`, mode);
    const key = `${view} ${mode}`;
    if (this.isMoving(net)) return this.tape.outputs.get(net, key) ?? this.tape.outputs.set(net, key, run());
    return this.constants.get(net, key) ?? this.constants.set(net, key, constant(run));
  }

  logits(net: Net, view = 'main', mode: Mode = this.modeOf(net)): Tensor2D {
    const stored = this.teachers.find(teacher => teacher.net === net)?.storedLogits;
    if (!stored || mode === 'training' || this.batch.isAugmented(view)) return this.outputs(net, view, mode).logits;
    const read = (): NetOutput => ({ logits: this.kept.keep(stored(this.batch.indices)), taps: {} });
    return (this.constants.get(net, 'stored') ?? this.constants.set(net, 'stored', constant(read))).logits;
  }

  apply<Out>(module: Module<Out>, input: Tensor, mode: Mode = this.modeOf(module)): Out {
    const run = (): Out => this.run(module, input, this.placeOf(module, input), mode);
    if (input instanceof Variable) return run();
    const key = `#${input.id} ${mode}`;
    // An input as old as a constant output of it carries no gradient, so only the module's holder computes it again.
    const known = this.isMoving(module) ? undefined : this.constants.get(module, key);
    return known ?? this.tape.outputs.get(module, key) ?? this.tape.outputs.set(module, key, run());
  }

  log(name: string, value: Scalar, floor?: Floor): void {
    const kept = this.keep(value instanceof Variable ? value.clone() : value);
    this.logged.push({ kind: 'note', name, value: kept, ...(floor ? { floor } : {}) });
  }

  /** Runs a learner's terms: the outputs of its modules are computed here, all others are constants. */
  onTapeOf<T>(learner: Learner, compute: () => T): T {
    const tape: Tape = { learner, outputs: new Memo(), inputs: new Map() };
    this.tape = tape;
    try {
      return compute();
    } finally {
      this.tape = this.outside;
      this.constants.add(tape.outputs);
    }
  }

  /** After a learner has moved in turn: what its modules gave is no longer what they give. */
  forget(learner: Learner): void {
    this.constants.forget(module => this.holders.holds(learner, module));
  }

  /** Makes tensors live as long as the step. */
  keep<T>(value: T): T {
    return this.kept.keep(value);
  }

  get notes(): readonly Measured[] {
    return this.logged;
  }

  dispose(): void {
    this.kept.dispose();
  }

  private isMoving(module: Module<unknown>): boolean {
    return this.tape.learner !== undefined && this.holders.holds(this.tape.learner, module);
  }

  private modeOf(module: Module<unknown>): Mode {
    return this.holders.isHeld(module) ? 'training' : 'frozen';
  }

  private run<Out>(module: Module<Out>, input: Tensor, place: string, mode: Mode): Out {
    const name = this.nameOf(module);
    const key = `${name}, ${place}, ${mode}`;
    const random = this.random.for('dropout', name, place);
    const compute = (): Out => module.apply(input, { training: mode === 'training', random });
    const output = this.done.has(key) ? keepStatistics(module, compute) : compute();
    this.done.add(key);
    return this.keep(output);
  }

  /** The same for a module's first, second, … input on a tape as on another: equal dropout, averages moved once. */
  private placeOf(module: Module<unknown>, { id }: Tensor): string {
    const inputs = this.tape.inputs.get(module) ?? [];
    if (!inputs.includes(id)) inputs.push(id);
    this.tape.inputs.set(module, inputs);
    return `${this.tape === this.outside ? 'later ' : ''}input ${inputs.indexOf(id)}`;
  }

  private nameOf(module: Module<unknown>): string {
    const name = this.holders.nameOf(module);
    if (name !== undefined) return name;
    if (!this.strangers.includes(module)) this.strangers.push(module);
    return `other ${this.strangers.indexOf(module)}`;
  }
}

/** Off the tape, and with all that is not kept disposed of at once. */
const constant = <T>(compute: () => T): T => detached(() => tidied(compute));
