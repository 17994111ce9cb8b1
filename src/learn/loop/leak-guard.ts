import { memory } from '@tensorflow/tfjs-core';
import { Bug } from '../../lib/bug.js';

/**
 * Watches the number of live tensors from epoch to epoch of a phase. It may grow once, by what is made when first
 * needed; growth in two epochs running is a leak.
 */
export class LeakGuard {
  private before: number | undefined;
  private hasGrown = false;

  /** At the end of each epoch, nothing of a step being alive. */
  check(epoch: number, now: number = memory().numTensors): void {
    const grown = this.before === undefined ? 0 : now - this.before;
    if (grown > 0 && this.hasGrown) throw new Bug(`${grown} tensors leaked in epoch ${epoch}; ${now} are alive`);
    this.hasGrown = grown > 0;
    this.before = now;
  }
}
