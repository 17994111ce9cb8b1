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

/** A loss or a gradient became NaN or infinite. The seed makes it happen again. */
export class Diverged extends TrainingFailure {
  override readonly name = 'Diverged';

  constructor(
    /** The name it is logged under. */
    readonly what: string,
    readonly phase: string,
    /** Within the phase, from 0. */
    readonly step: number,
  ) {
    super('diverged', `${what} became NaN or infinite in step ${step} of phase \`${phase}\``);
  }
}
