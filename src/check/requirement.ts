import { type Comparison, print, type Value } from '../../grammar/index.js';
import { findEntry, givesPictures, type MetricEntry, metricKey, metricOfKey, metrics } from '../catalogue/index.js';
import { nearest } from '../lib/nearest.js';
import type { CheckContext, Place } from './context.js';
import { describeValue } from './describe.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate } from './evaluate.js';
import type { Teacher } from './experiment.js';
import { judgeNumber } from './number.js';
import { constant, nothing, type Sweep } from './sweep.js';
import { bareName } from './value.js';

/** `accuracy >= 88%` */
export function evaluateRequirement(
  node: Value | undefined,
  place: Place,
  context: CheckContext,
): Sweep<Teacher['require'] | undefined> {
  if (!node) return constant(undefined);
  return evaluate(node, place, context, (plain, _, inside) => {
    if (plain.kind !== 'Comparison') {
      inside.report(
        say.wrongKind.at(plain.span, {
          found: describeValue(plain),
          wanted: 'a comparison',
          help: 'write `require accuracy >= 88%`',
        }),
      );
      return nothing;
    }
    const requirement = judgeRequirement(plain, inside);
    return requirement ? constant(requirement) : nothing;
  });
}

function judgeRequirement(
  { left, operator, right }: Comparison,
  context: CheckContext,
): Teacher['require'] | undefined {
  if (left.kind === 'Missing' || right.kind === 'Missing') return undefined;
  const metric = bareName(left);
  const configured = metric === undefined ? undefined : metricOfKey(metric);
  const entry = configured && (findEntry('metric', configured.name) as MetricEntry);
  if (!configured || !entry) {
    const name = metric ?? print(left);
    const names = Object.keys(metrics);
    context.report(
      say.unknownName.at(left.span, {
        name,
        wanted: 'a metric',
        is: undefined,
        near: nearest(name, names),
        known: `there are ${names.join(', ')}`,
      }),
    );
    return undefined;
  }
  if (entry.needsTeachers || givesPictures(configured)) {
    context.report(say.notOfPredictions.at(left.span, { metric: configured.name, setting: 'require' }));
    return undefined;
  }
  if (right.kind !== 'Number') {
    context.report(
      say.wrongKind.at(right.span, {
        found: describeValue(right),
        wanted: 'a number',
        help: 'write `require accuracy >= 88%`',
      }),
    );
    return undefined;
  }
  const judged = judgeNumber(right, entry.unit === 'share' ? { is: 'number', min: 0, max: 1 } : { is: 'number' });
  if ('value' in judged) return { metric: metricKey(configured), operator, value: judged.value };
  context.report(judged.wrong);
  return undefined;
}
