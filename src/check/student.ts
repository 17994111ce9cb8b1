import type { Value } from '../../grammar/index.js';
import { blocks } from '../catalogue/index.js';
import { type CheckContext, type Place, under } from './context.js';
import { evaluateThing, type Thing } from './declared.js';
import { evaluate } from './evaluate.js';
import type { Origin, Student } from './experiment.js';
import { evaluateNet } from './net.js';
import { evaluateOrigin } from './origin.js';
import { given, readSettings } from './settings.js';
import { constant, join, type Sweep } from './sweep.js';

const known = Object.keys(blocks.student.settings);

export const evaluateStudent = (node: Value, place: Place, context: CheckContext): Sweep<Student> =>
  evaluateThing(node, 'student', place, context, buildStudent);

export function buildStudent(thing: Thing, place: Place, context: CheckContext): Sweep<Student> {
  const settings = readSettings(thing.block, { called: 'student', known }, context);
  const start = given(settings, 'start');
  const origin: Sweep<Origin | undefined> = start
    ? evaluate(start, under(place, 'start'), context, (plain, at, inside) => evaluateOrigin(plain, true, at, inside))
    : constant(undefined);
  const net = evaluateNet('student', thing, settings, place, context);
  return join(net, origin, (made, from) => ({
    label: thing.label,
    net: made,
    span: thing.node.span,
    ...(from ? { start: from } : {}),
  }));
}
