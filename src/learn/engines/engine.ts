import type { EngineName } from '../../plan/plan.js';

/** A way to compute tensors that is ready: TensorFlow.js runs on it from now on, everywhere in this process. */
export interface Engine {
  /** `cpu` is the reference of the tests, thousands of times too slow for anything else. */
  readonly name: EngineName | 'cpu';
  readonly threads: number;
  /** Version of the tensor library as it says itself. */
  readonly libraryVersion: string;
  /** Tensors alive and the bytes they hold, for guards against leaks. */
  memory(): { readonly tensors: number; readonly bytes: number };
}

/** The engine cannot run here. The text says what would help. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
}
