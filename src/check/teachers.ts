import type { Value } from '../../grammar/index.js';
import { blocks } from '../catalogue/index.js';
import { type CheckContext, ownedBy, type Place, under, within } from './context.js';
import { declarationOf, enter, type Thing } from './declared.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate, itemsOf } from './evaluate.js';
import type { Teacher } from './experiment.js';
import { overlay } from './overlay.js';
import { given, readSettings, reportMissing } from './settings.js';
import { constant, join, joinList, map, nothing, type Sweep } from './sweep.js';
import { evaluateTeacher } from './teacher.js';
import { evaluateShape } from './value.js';

const known = Object.keys(blocks.ensemble.settings);

/** A list of teachers, an ensemble, or one teacher. */
export function evaluateTeachers(node: Value, place: Place, context: CheckContext): Sweep<readonly Teacher[]> {
  return evaluate(node, place, context, (plain, at, inside): Sweep<readonly Teacher[]> => {
    if (plain.kind === 'List') {
      const items = itemsOf(plain.items, inside);
      if (!items) return nothing;
      if (items.length === 0) {
        inside.report(say.wrongLength.at(plain.span, { found: 0, wanted: 'at least 1 is wanted' }));
        return nothing;
      }
      const lists = joinList(
        items.map((item, index) => evaluateTeachers(item, within(at, 'place', String(index + 1)), inside)),
      );
      return map(lists, teachers => teachers.flat());
    }
    const ensemble = plain.kind === 'Tagged' ? declarationOf(plain, 'ensemble', inside) : undefined;
    if (plain.kind !== 'Tagged' || !ensemble) return map(evaluateTeacher(plain, at, inside), teacher => [teacher]);
    if (plain.arguments)
      inside.report(
        say.noArguments.at(plain.span, { name: plain.name.text, is: 'a declared ensemble, which takes no arguments' }),
      );
    const members = enter(ensemble, plain, inside);
    if (!members) return nothing;
    const own = inside.scope.blockOf(ensemble);
    if (!plain.block) inside.met.add(ensemble);
    return buildEnsemble(
      {
        label: plain.name.text,
        node: { ...plain, block: undefined },
        block: plain.block ? overlay(own, plain.block) : own,
        entry: undefined,
      },
      ownedBy(within(at, 'thing', plain.name.text), ensemble),
      members,
    );
  });
}

export function buildEnsemble(thing: Thing, place: Place, context: CheckContext): Sweep<readonly Teacher[]> {
  const settings = readSettings(thing.block, { called: 'ensemble', known: known }, context);
  const members = given(settings, 'members');
  if (!members) {
    reportMissing(
      thing.block,
      thing.node.span,
      {
        name: 'members',
        of: `ensemble \`${thing.label}\``,
        example: blocks.ensemble.example,
      },
      context,
    );
    return nothing;
  }
  const copies = given(settings, 'copies');
  const count = copies
    ? (evaluateShape(copies, blocks.ensemble.settings.copies.shape, under(place, 'copies'), context) as Sweep<number>)
    : constant(1);
  return join(evaluateTeachers(members, under(place, 'members'), context), count, (teachers, copied) =>
    teachers.flatMap(teacher => copiesOf(teacher, copied)),
  );
}

function copiesOf(teacher: Teacher, count: number): readonly Teacher[] {
  const { origin, label } = teacher;
  if (count === 1 || origin.from !== 'training') return [teacher];
  return Array.from({ length: count }, (_, copy) => ({
    ...teacher,
    label: `${label} ${copy + 1}`,
    origin: { ...origin, copy },
  }));
}
