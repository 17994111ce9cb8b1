import type { Configured } from '../../../../src/catalogue/index.js';
import { experimentsOf } from '../../../helpers/check-text.js';

/** Strategies that are tested here. */
export type SemiSupervised = 'mean-teacher' | 'pi-model' | 'pseudo-label' | 'fixmatch' | 'distl' | 'self-training';

/** What the checker makes of a strategy as an author writes it, defaults filled in. */
export function written(strategy: string): Configured {
  const text = `experiment e { dataset mnist { labeled 10% }  student mlp(8)  strategy ${strategy} }`;
  return experimentsOf(text)[0]!.trials[0]!.strategy.method;
}
