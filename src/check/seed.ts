import type { Value } from '../../grammar/index.js';
import type { CheckContext, Place } from './context.js';
import { evaluate } from './evaluate.js';
import { constant, type Sweep } from './sweep.js';
import { bareName, evaluateShape } from './value.js';

/** A whole number, or `trial`: the seed of each trial. */
export function evaluateSeed(
  node: Value | undefined,
  standard: number,
  place: Place,
  context: CheckContext,
): Sweep<number | 'trial'> {
  if (!node) return constant(standard);
  return evaluate(node, place, context, (plain, at, inside): Sweep<number | 'trial'> => {
    if (bareName(plain) === 'trial') return constant('trial');
    return evaluateShape(plain, { is: 'number', whole: true, min: 0 }, at, inside) as Sweep<number>;
  });
}
