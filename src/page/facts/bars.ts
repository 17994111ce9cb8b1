import type { Attempt } from '../../report/index.js';
import type { Purpose } from './job-kinds.js';

/** Time that a slot gave to one purpose: an attempt, or several in a row. */
export interface Span {
  readonly slot: number;
  readonly purpose: Purpose;
  /** Seconds from the first start. */
  readonly start: number;
  end: number;
  jobs: number;
  readonly job: string;
  hasFailed: boolean;
}

/**
 * Attempts as spans in the order of their starts. Those of one purpose that follow each other in a slot are one span
 * where it, or they, would be narrower than `least` seconds: nobody could see them apart.
 */
export function spansOf(
  attempts: readonly Attempt[],
  purpose: (job: Attempt['job']) => Purpose,
  least: number,
): Span[] {
  const began = attempts.filter(({ start }) => start !== '');
  const zero = began.reduce((first, { start }) => Math.min(first, Date.parse(start)), Number.POSITIVE_INFINITY);
  const last = new Map<number, Span>();
  const spans: Span[] = [];
  for (const { job, slot, start, end, exit } of began) {
    const [from, to] = [(Date.parse(start) - zero) / 1000, (Date.parse(end) - zero) / 1000];
    const before = last.get(slot);
    const hasFailed = exit === 'failed' || exit === 'cut off';
    const isSame = before?.purpose === purpose(job) && !before.hasFailed && !hasFailed;
    const isNarrow = before && (to - from < least || before.end - before.start < least);
    if (before && isSame && isNarrow && from - before.end < least) {
      before.end = Math.max(before.end, to);
      before.jobs += 1;
      continue;
    }
    const span = { slot, purpose: purpose(job), start: from, end: to, jobs: 1, job, hasFailed };
    last.set(slot, span);
    spans.push(span);
  }
  return spans;
}
