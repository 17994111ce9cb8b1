import type { Configured } from '../catalogue/index.js';
import { configure } from './configure.js';
import { type CheckContext, type Place, underEntry } from './context.js';
import type { Thing } from './declared.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate } from './evaluate.js';
import { reportMissing, type Settings } from './settings.js';
import { nothing, type Sweep } from './sweep.js';

/** The net of a teacher or student: the entry written in place of a name, or its `net`; one of them, and not both. */
export function evaluateNet(
  kind: 'teacher' | 'student',
  { entry, block, node, label }: Thing,
  settings: Settings,
  place: Place,
  context: CheckContext,
): Sweep<Configured> {
  const written = settings.get('net');
  if (entry && written)
    context.report(say.together.at(written.name.span, { one: entry.name.text, other: 'net', of: `a ${kind}` }));
  if (entry) return configure(entry, 'net', place, context);
  if (written)
    return evaluate(written.value, underEntry(place, 'net', 'net'), context, (plain, at, inside) =>
      configure(plain, 'net', at, inside),
    );
  reportMissing(block, node.span, { name: 'net', of: `${kind} \`${label}\``, example: 'net mlp(32)' }, context);
  return nothing;
}
