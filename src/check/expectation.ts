import type { Value } from '../../grammar/index.js';
import { findEntry, type MetricEntry, metricKey, metricOfKey, metrics } from '../catalogue/index.js';
import { bareBlock } from './block.js';
import type { CheckContext } from './context.js';
import { evaluate } from './evaluate.js';
import { readSettings } from './settings.js';
import { constant, nothing, type Sweep } from './sweep.js';
import { evaluateShape } from './value.js';

/** `expect { accuracy 76.23% }`: metric to value; a share is a number from 0 to 1. */
export function evaluateExpectation(
  node: Value | undefined,
  context: CheckContext,
): Sweep<Readonly<Record<string, number>> | undefined> {
  if (!node) return constant(undefined);
  const place = { short: ['expect'], long: [], owner: node, fixed: 'expect' };
  return evaluate(node, place, context, (plain, at, inside) => {
    const block = bareBlock(plain, 'expect', inside);
    if (!block) return nothing;
    const settings = readSettings(
      block,
      {
        called: 'expect',
        known: [
          ...Object.keys(metrics),
          ...block.settings.flatMap(({ name }) => (metricOfKey(name.text) ? name.text : [])),
        ],
      },
      inside,
    );
    const values = [...settings].flatMap(([name, { value }]) => {
      const metric = metricOfKey(name) ?? { name, settings: {} };
      const isShare = (findEntry('metric', metric.name) as MetricEntry).unit === 'share';
      const [found] = evaluateShape(value, isShare ? { is: 'number', min: 0, max: 1 } : { is: 'number' }, at, inside);
      return found ? [[metricKey(metric), found.value as number] as const] : [];
    });
    return constant(Object.fromEntries(values));
  });
}
