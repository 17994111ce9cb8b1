import type { Block, Declaration } from '../../grammar/index.js';
import { blocks } from '../catalogue/index.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { readSettings } from './settings.js';
import { evaluateShape } from './value.js';

/** Judges a concept by itself. No strategy of this version uses one, which its author is told. */
export function evaluateConcept(declaration: Declaration, block: Block, context: CheckContext): void {
  const settings = readSettings(block, { called: 'concept', known: Object.keys(blocks.concept.settings) }, context);
  const place = { short: [], long: [], owner: declaration };
  for (const { value } of settings.values()) evaluateShape(value, { is: 'entry', of: 'examples' }, place, context);
  context.report(say.unusedConcept.at(declaration.name.span, { name: declaration.name.text }));
}
