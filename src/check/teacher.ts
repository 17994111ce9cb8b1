import type { Value } from '../../grammar/index.js';
import { blocks } from '../catalogue/index.js';
import { type CheckContext, type Place, under } from './context.js';
import { evaluateDataset } from './dataset.js';
import { evaluateThing, type Thing } from './declared.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate } from './evaluate.js';
import type { Dataset, Teacher } from './experiment.js';
import { evaluateNet } from './net.js';
import { evaluateOrigin } from './origin.js';
import { evaluateRequirement } from './requirement.js';
import { evaluateSeed } from './seed.js';
import { given, readSettings, reportTogether, type Settings } from './settings.js';
import { constant, join, joinRecord, map, type Sweep } from './sweep.js';
import { completeTrain, evaluateTrain } from './train.js';
import { evaluateShape } from './value.js';

const known = Object.keys(blocks.teacher.settings);

export const evaluateTeacher = (node: Value, place: Place, context: CheckContext): Sweep<Teacher> =>
  evaluateThing(node, 'teacher', place, context, buildTeacher);

export function buildTeacher(thing: Thing, place: Place, context: CheckContext): Sweep<Teacher> {
  const settings = readSettings(thing.block, { called: 'teacher', known }, context);
  reportTogether(settings, ['net', 'load', 'from'], `teacher \`${thing.label}\``, context);
  for (const name of ['load', 'from']) {
    const other = thing.entry && settings.get(name);
    if (thing.entry && other)
      context.report(say.together.at(other.name.span, { one: thing.entry.name.text, other: name, of: 'a teacher' }));
  }
  if (!settings.has('net') && !thing.entry)
    reportTogether(settings, ['load', 'from', 'train'], 'a ready-made teacher', context);
  const origin = evaluateTeacherOrigin(thing, settings, place, context);
  const require = evaluateRequirement(given(settings, 'require'), under(place, 'require'), context);
  return join(origin, require, (from, gate) => ({
    label: thing.label,
    origin: from,
    span: thing.node.span,
    ...(gate ? { require: gate } : {}),
  }));
}

function evaluateTeacherOrigin(
  thing: Thing,
  settings: Settings,
  place: Place,
  context: CheckContext,
): Sweep<Teacher['origin']> {
  const load = given(settings, 'load');
  if (load)
    return map(evaluateShape(load, { is: 'path' }, under(place, 'load'), context) as Sweep<string>, path => ({
      from: 'file',
      path,
    }));
  const from = given(settings, 'from');
  if (from)
    return evaluate(from, under(place, 'from'), context, (plain, at, inside) =>
      evaluateOrigin(plain, false, at, inside),
    );
  const net = evaluateNet('teacher', thing, settings, place, context);
  const dataset = given(settings, 'dataset');
  const train = evaluateTrain(given(settings, 'train'), under(place, 'train'), context);
  const seed = evaluateSeed(given(settings, 'seed'), 0, under(place, 'seed'), context);
  const own: Sweep<Dataset | undefined> = dataset
    ? evaluateDataset(dataset, under(place, 'dataset'), context)
    : constant(undefined);
  return map(joinRecord({ net, train, seed, own }), ({ own: dataset, ...fields }) => ({
    from: 'training',
    net: fields.net,
    train: completeTrain(fields.train, fields.net),
    seed: fields.seed,
    copy: 0,
    ...(dataset ? { dataset } : {}),
  }));
}
