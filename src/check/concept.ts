import type { Block, Declaration, Value } from '../../grammar/index.js';
import { blocks, type Concept, type Configured } from '../catalogue/index.js';
import { nearest } from '../lib/nearest.js';
import { type CheckContext, ownedBy, type Place, under, within } from './context.js';
import { declarationOf, declaredNames, enter } from './declared.js';
import { describeValue } from './describe.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Plain } from './evaluate.js';
import { given, readSettings, reportMissing } from './settings.js';
import { joinRecord, map, nothing, type Sweep } from './sweep.js';
import { evaluateShape } from './value.js';

/** The concept that a name stands for, at every point. */
export function evaluateConceptName(node: Plain, place: Place, context: CheckContext): Sweep<Concept> {
  if (node.kind !== 'Tagged') {
    context.report(
      say.wrongKind.at(node.span, {
        found: describeValue(node),
        wanted: 'the name of a declared concept',
        help: node.kind === 'Text' ? 'a name is written without quotes' : undefined,
      }),
    );
    return nothing;
  }
  const declared = declarationOf(node, 'concept', context);
  if (!declared) {
    reportUnknownConcept(node, context);
    return nothing;
  }
  const name = declared.name.text;
  if (node.arguments || node.block)
    context.report(say.noArguments.at(node.span, { name, is: 'a declared concept, which takes no settings here' }));
  const inside = enter(declared, node, context);
  if (!inside) return nothing;
  context.met.add(declared);
  return buildConcept(
    declared,
    context.scope.blockOf(declared),
    ownedBy(within(place, 'thing', name), declared),
    inside,
  );
}

function reportUnknownConcept({ name }: Extract<Plain, { kind: 'Tagged' }>, context: CheckContext): void {
  if (context.scope.mayBeLost(name.text)) return;
  const names = declaredNames('concept', context);
  const known =
    names.length > 0
      ? `there are ${names.map(one => `\`${one}\``).join(', ')}`
      : `declare it: \`${blocks.concept.example}\``;
  context.report(
    say.unknownName.at(name.span, {
      name: name.text,
      wanted: 'concept',
      is: undefined,
      near: nearest(name.text, names),
      known,
    }),
  );
}

function buildConcept(declaration: Declaration, block: Block, place: Place, context: CheckContext): Sweep<Concept> {
  const settings = readSettings(block, { called: 'concept', known: Object.keys(blocks.concept.settings) }, context);
  const name = declaration.name.text;
  const side = (setting: 'positive' | 'negative'): Sweep<Configured> => {
    const value = given(settings, setting);
    if (value) return evaluateSource(value, under(place, setting), context);
    reportMissing(
      block,
      declaration.name.span,
      { name: setting, of: `concept \`${name}\``, example: blocks.concept.example },
      context,
    );
    return nothing;
  };
  const sides = joinRecord<{ positive: Configured; negative: Configured }>({
    positive: side('positive'),
    negative: side('negative'),
  });
  return map(sides, both => ({ name, ...both }));
}

const evaluateSource = (value: Value, place: Place, context: CheckContext): Sweep<Configured> =>
  evaluateShape(value, { is: 'entry', of: 'examples' }, place, context) as unknown as Sweep<Configured>;

/** Judges a concept that no strategy uses, which its author is told. */
export function checkConceptAlone(declaration: Declaration, block: Block, context: CheckContext): void {
  buildConcept(declaration, block, { short: [], long: [], owner: declaration }, context);
  context.report(say.unusedConcept.at(declaration.name.span, { name: declaration.name.text }));
}
