import type { Comparison } from '../../report/index.js';
import { type Span, toned } from './span.js';

/** What can be said of a cell against another, in a word. */
export function verdictSpan(against: Pick<Comparison, 'test' | 'verdict'>): Span {
  if (against.test === 'none') return toned('dim', 'too few seeds');
  if (against.verdict === 'better') return toned('good', 'better');
  return against.verdict === 'worse' ? toned('bad', 'worse') : toned('dim', against.verdict);
}
