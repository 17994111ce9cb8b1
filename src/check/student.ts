import type { Value } from '../../grammar/index.js';
import { blocks } from '../catalogue/index.js';
import { configure } from './configure.js';
import { type CheckContext, type Place, under } from './context.js';
import { evaluateThing, type Thing } from './declared.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate } from './evaluate.js';
import type { Origin, Student } from './experiment.js';
import { evaluateOrigin } from './origin.js';
import { given, readSettings, reportMissing } from './settings.js';
import { constant, join, nothing, type Sweep } from './sweep.js';

const known = Object.keys(blocks.student.settings);

export const evaluateStudent = (node: Value, place: Place, context: CheckContext): Sweep<Student> =>
  evaluateThing(node, 'student', place, context, buildStudent);

export function buildStudent(thing: Thing, place: Place, context: CheckContext): Sweep<Student> {
  const settings = readSettings(thing.block, { called: 'student', known }, context);
  const start = given(settings, 'start');
  const origin: Sweep<Origin | undefined> = start
    ? evaluate(start, under(place, 'start'), context, (plain, at, inside) => evaluateOrigin(plain, true, at, inside))
    : constant(undefined);
  const written = given(settings, 'net');
  if (thing.entry && written)
    context.report(
      say.together.at(settings.get('net')?.name.span ?? written.span, {
        one: thing.entry.name.text,
        other: 'net',
        of: 'a student',
      }),
    );
  if (!thing.entry && !written) {
    reportMissing(
      thing.block,
      thing.node.span,
      { name: 'net', of: `student \`${thing.label}\``, example: 'net mlp(32)' },
      context,
    );
    return nothing;
  }
  const net = thing.entry
    ? configure(thing.entry, 'net', place, context)
    : evaluate(written as Value, under(place, 'net'), context, (plain, at, inside) =>
        configure(plain, 'net', at, inside),
      );
  return join(net, origin, (made, from) => ({ label: thing.label, net: made, ...(from ? { start: from } : {}) }));
}
