import { keep, Tensor, Variable } from '@tensorflow/tfjs-core';

/** Tensors that outlive the scopes they were made in, until all are disposed of together. */
export class KeptTensors {
  private readonly tensors = new Set<Tensor>();

  /** Keeps all tensors in a value: a tensor, or a record or list of such. Those already kept by others stay theirs. */
  keep<T>(value: T): T {
    for (const tensor of tensorsIn(value)) {
      if (tensor instanceof Variable || tensor.kept) continue;
      this.tensors.add(keep(tensor));
    }
    return value;
  }

  dispose(): void {
    for (const tensor of this.tensors) tensor.dispose();
    this.tensors.clear();
  }
}

function tensorsIn(value: unknown): readonly Tensor[] {
  if (value instanceof Tensor) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(tensorsIn) : [];
}
