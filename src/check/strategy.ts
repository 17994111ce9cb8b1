import type { Setting, Tagged, Value } from '../../grammar/index.js';
import { findEntry } from '../catalogue/index.js';
import { configureEntry, reportUnknownEntry } from './configure.js';
import { type CheckContext, type Place, underEntry } from './context.js';
import { evaluateThing, type Thing } from './declared.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate } from './evaluate.js';
import type { Strategy } from './experiment.js';
import { reportMissing } from './settings.js';
import { map, nothing, type Sweep } from './sweep.js';
import { wrongKind } from './value.js';

export const evaluateStrategy = (node: Value, place: Place, context: CheckContext): Sweep<Strategy> =>
  evaluateThing(node, 'strategy', place, context, buildStrategy);

/** The settings behind a strategy are those of its method, whether it is declared or written in place. */
export function buildStrategy(thing: Thing, place: Place, context: CheckContext): Sweep<Strategy> {
  const { settings } = thing.block;
  if (thing.entry) return configureMethod(thing, thing.entry, settings, place, context);
  const [first, ...again] = settings.filter(({ name }) => name.text === 'method');
  for (const { name } of again) context.report(say.givenTwice.at(name.span, { name: 'method' }));
  if (!first) {
    reportMissing(
      thing.block,
      thing.node.span,
      {
        name: 'method',
        of: `strategy \`${thing.label}\``,
        example: 'method kd',
      },
      context,
    );
    return nothing;
  }
  const others = settings.filter(({ name }) => name.text !== 'method');
  return evaluate(first.value, underEntry(place, 'method', 'strategy'), context, (plain, _, inside) => {
    if (plain.kind === 'Tagged') return configureMethod(thing, plain, others, place, inside);
    inside.report(wrongKind(plain, { is: 'entry', of: 'strategy' }));
    return nothing;
  });
}

function configureMethod(
  thing: Thing,
  method: Tagged,
  settings: readonly Setting[],
  place: Place,
  context: CheckContext,
): Sweep<Strategy> {
  const entry = findEntry('strategy', method.name.text);
  if (!entry) {
    reportUnknownEntry(method.name, 'strategy', context);
    return nothing;
  }
  const all = [...settings, ...(method.block?.settings ?? [])];
  const configured = configureEntry(entry, method.name, method.arguments ?? [], all, place, context);
  return map(configured, made => ({ label: thing.label, method: made, span: thing.node.span }));
}
