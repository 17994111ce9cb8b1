/** Logits of some examples beside their classes. */
export interface Predictions {
  /** [examples, classes], row by row. */
  readonly logits: Float32Array;
  /** [examples] */
  readonly labels: Uint8Array;
  readonly classes: number;
}

/** The logits of one example. */
export const logitsOf = ({ logits, classes }: Pick<Predictions, 'logits' | 'classes'>, example: number): Float32Array =>
  logits.subarray(example * classes, (example + 1) * classes);

/** The mean over examples of a number each. */
export function meanOver({ labels }: Predictions, of: (example: number, label: number) => number): number {
  let sum = 0;
  labels.forEach((label, example) => {
    sum += of(example, label);
  });
  return sum / labels.length;
}

/** The class of the largest value, the first where several are. */
export function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  return best;
}
