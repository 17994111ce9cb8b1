/** The device that an engine computes with has failed: nothing it gives can be trusted until the process starts anew. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';

  constructor(
    readonly reason: 'out-of-memory' | 'crashed',
    text: string,
  ) {
    super(text);
  }
}
