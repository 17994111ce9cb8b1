/** Of a job's time, at most, once the cost of a checkpoint is known. */
const share = 0.02;
const leastMs = 30_000;

/** When a job's next checkpoint is due: as often as its cost allows, but no more often than every 30 seconds. */
export class CheckpointClock {
  private dueMs: number;

  /** @param everyMs so often instead, whatever it costs */
  constructor(
    nowMs: number,
    private readonly everyMs?: number,
  ) {
    this.dueMs = nowMs + (everyMs ?? leastMs);
  }

  isDue(nowMs: number): boolean {
    return nowMs >= this.dueMs;
  }

  /** After one was written, or could not be. */
  wrote(beganMs: number, endedMs: number): void {
    this.dueMs = endedMs + (this.everyMs ?? Math.max(leastMs, (endedMs - beganMs) / share));
  }
}
