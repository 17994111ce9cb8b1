import { twoSidedP } from '../../lib/t-distribution.js';

/** Whether two samples have different means. */
export interface TTest {
  /** Absent where neither sample varies. */
  readonly t?: number;
  readonly df: number;
  readonly p: number;
}

/**
 * Student's two-sided t test with equal variances: t = (m₁ − m₂) / √(s² (1/n₁ + 1/n₂)), df = n₁ + n₂ − 2. Where neither
 * sample varies, unequal means are certain (p = 0) and equal ones no evidence (p = 1); so is a sample of less than two.
 */
export function tTest(first: readonly number[], second: readonly number[]): TTest {
  const df = first.length + second.length - 2;
  if (first.length < 2 || second.length < 2) return { df: Math.max(0, df), p: 1 };
  const [one, other] = [momentsOf(first), momentsOf(second)];
  const pooled = (one.squares + other.squares) / df;
  const difference = one.mean - other.mean;
  if (pooled === 0) return { df, p: difference === 0 ? 1 : 0 };
  const t = difference / Math.sqrt(pooled * (1 / first.length + 1 / second.length));
  return { t, df, p: twoSidedP(t, df) };
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly squares: number } {
  // Of equal values the mean may be rounded, and they would seem to vary.
  const [one = 0] = values;
  const mean = values.every(value => value === one)
    ? one
    : values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}
