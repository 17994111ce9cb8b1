import type { Floor } from './strategy.js';

/** The world's failure inside a training: an expected way to end, told in words, never a defect of kd. */
export class TrainingFailure extends Error {
  override readonly name: string = 'TrainingFailure';

  constructor(
    /** `refused`: the author's mistake that only the data or the nets could show. */
    readonly reason: 'diverged' | 'refused',
    text: string,
  ) {
    super(text);
  }
}

export interface Divergence {
  /** A term by the name it is logged under, or the gradient of a learner by a variable. */
  readonly what: string;
  readonly phase: string;
  /** Within the phase, from 0. */
  readonly step: number;
  /** From 1, over all phases. */
  readonly epoch: number;
  /** All losses of the step, by name. */
  readonly losses: Readonly<Record<string, number>>;
}

/** A loss or a gradient became NaN or infinite. The seed makes it happen again. */
export class Diverged extends TrainingFailure {
  override readonly name = 'Diverged';

  constructor(readonly divergence: Divergence) {
    const { what, phase, step, epoch, losses } = divergence;
    const values = Object.entries(losses).map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`);
    const then = values.length > 0 ? `; losses then: ${values.join(', ')}` : '';
    super('diverged', `${what} became NaN or infinite in step ${step} of phase \`${phase}\`, in epoch ${epoch}${then}`);
  }
}

export interface Collapse extends Pick<Divergence, 'what' | 'phase' | 'step' | 'epoch'> {
  readonly value: number;
  readonly floor: Floor;
}

/** A value that a strategy watches fell below its floor, such as the variance of what must tell examples apart. */
export class Collapsed extends TrainingFailure {
  override readonly name = 'Collapsed';

  constructor(readonly collapse: Collapse) {
    const { what, value, floor, phase, step, epoch } = collapse;
    const found = `${what} is ${Number(value.toPrecision(3))}, below ${floor.least}`;
    super('diverged', `${floor.meaning}: ${found}, in step ${step} of phase \`${phase}\`, in epoch ${epoch}`);
  }
}
