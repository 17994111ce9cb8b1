import { type Comparison, print, type Value } from '../../grammar/index.js';
import { blocks, findEntry, type MetricEntry, metrics } from '../catalogue/index.js';
import { nearest } from '../lib/nearest.js';
import { configure } from './configure.js';
import { type CheckContext, ownedBy, type Place, under, within } from './context.js';
import { evaluateDataset } from './dataset.js';
import { declarationOf, evaluateThing, type Thing } from './declared.js';
import { describeValue } from './describe.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate, itemsOf } from './evaluate.js';
import type { Dataset, Teacher } from './experiment.js';
import { judgeNumber } from './number.js';
import { evaluateOrigin } from './origin.js';
import { evaluateSeed } from './seed.js';
import { given, readSettings, reportMissing, reportTogether, type Settings } from './settings.js';
import { constant, join, joinList, joinRecord, map, nothing, type Sweep } from './sweep.js';
import { completeTrain, evaluateTrain } from './train.js';
import { bareName, evaluateShape } from './value.js';

const known = Object.keys(blocks.teacher.settings);
const ensembleSettings = Object.keys(blocks.ensemble.settings);

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
      const lists = joinList(items.map((item, index) => evaluateTeachers(item, within(at, String(index + 1)), inside)));
      return map(lists, teachers => teachers.flat());
    }
    const ensemble = plain.kind === 'Tagged' ? declarationOf(plain, 'ensemble', inside) : undefined;
    if (plain.kind !== 'Tagged' || !ensemble) return map(evaluateTeacher(plain, at, inside), teacher => [teacher]);
    if (plain.arguments)
      inside.report(
        say.noArguments.at(plain.span, { name: plain.name.text, is: 'a declared ensemble, which takes no arguments' }),
      );
    const settings = { ...plain, block: undefined };
    const block = plain.block
      ? { ...inside.scope.blockOf(ensemble), settings: [...plain.block.settings] }
      : inside.scope.blockOf(ensemble);
    return buildEnsemble(
      { label: plain.name.text, node: settings, block, entry: undefined },
      ownedBy(within(at, plain.name.text), ensemble),
      inside,
    );
  });
}

const evaluateTeacher = (node: Value, place: Place, context: CheckContext): Sweep<Teacher> =>
  evaluateThing(node, 'teacher', place, context, buildTeacher);

export function buildEnsemble(thing: Thing, place: Place, context: CheckContext): Sweep<readonly Teacher[]> {
  const settings = readSettings(thing.block, { called: 'ensemble', known: ensembleSettings }, context);
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

export function buildTeacher(thing: Thing, place: Place, context: CheckContext): Sweep<Teacher> {
  const settings = readSettings(thing.block, { called: 'teacher', known }, context);
  reportTogether(settings, ['net', 'load', 'from'], `teacher \`${thing.label}\``, context);
  if (!settings.has('net') && !thing.entry)
    reportTogether(settings, ['load', 'from', 'train'], 'a ready-made teacher', context);
  const origin = evaluateTeacherOrigin(thing, settings, place, context);
  const require = evaluateRequirement(given(settings, 'require'), under(place, 'require'), context);
  return join(origin, require, (from, gate) => ({
    label: thing.label,
    origin: from,
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
  const written = given(settings, 'net');
  const dataset = given(settings, 'dataset');
  const train = evaluateTrain(given(settings, 'train'), under(place, 'train'), context);
  const seed = evaluateSeed(given(settings, 'seed'), 0, under(place, 'seed'), context);
  const own: Sweep<Dataset | undefined> = dataset
    ? evaluateDataset(dataset, under(place, 'dataset'), context)
    : constant(undefined);
  if (!written && !thing.entry) {
    reportMissing(
      thing.block,
      thing.node.span,
      {
        name: 'net',
        of: `teacher \`${thing.label}\``,
        example: 'net mlp(512, 512)',
      },
      context,
    );
    return nothing;
  }
  const net = thing.entry
    ? configure(thing.entry, 'net', place, context)
    : evaluate(written as Value, under(place, 'net'), context, (plain, at, inside) =>
        configure(plain, 'net', at, inside),
      );
  return map(joinRecord({ net, train, seed, own }), ({ own: dataset, ...fields }) => ({
    from: 'training',
    net: fields.net,
    train: completeTrain(fields.train, fields.net),
    seed: fields.seed,
    copy: 0,
    ...(dataset ? { dataset } : {}),
  }));
}

/** `accuracy >= 88%` */
function evaluateRequirement(
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
  const entry = metric === undefined ? undefined : (findEntry('metric', metric) as MetricEntry | undefined);
  if (metric === undefined || !entry) {
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
  if ('value' in judged) return { metric, operator, value: judged.value };
  context.report(judged.wrong);
  return undefined;
}
