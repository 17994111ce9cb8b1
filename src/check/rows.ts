import type { Block, Declaration, Value } from '../../grammar/index.js';
import { blocks, type Configured } from '../catalogue/index.js';
import { bareBlock } from './block.js';
import { type CheckContext, type Place, under } from './context.js';
import { evaluateDataset } from './dataset.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { differences } from './differences.js';
import { evaluate, itemsOf } from './evaluate.js';
import { evaluateExpectation } from './expectation.js';
import type { Teacher, Train, Trial } from './experiment.js';
import { overlay } from './overlay.js';
import type { Comparable } from './pattern.js';
import { given, mayHold, readSettings, reportMissing, reportTogether, type Settings } from './settings.js';
import { evaluateStrategy } from './strategy.js';
import { evaluateStudent } from './student.js';
import { along, constant, joinRecord, map, nothing, type Sweep, type SweepAxis } from './sweep.js';
import { evaluateTeachers } from './teachers.js';
import { completeTrain, evaluateTrain, type WrittenTrain } from './train.js';
import { evaluateShape } from './value.js';

/** What of a trial may differ from point to point. */
export interface Row extends Comparable {
  readonly expect: Trial['expect'] | undefined;
}

const known = Object.keys(blocks.experiment.settings);

/** The settings of an experiment that hold for all its points are read by `experimentSettings`; these are the others. */
export const experimentSettings = (block: Block, context: CheckContext): Settings =>
  readSettings(block, { called: 'experiment', known, repeatable: ['exclude'] }, context);

/** An experiment at all its points, before any is excluded. Each case is the experiment with the case laid over it. */
export function evaluateRows(declaration: Declaration, block: Block, context: CheckContext): Sweep<Row> {
  const settings = experimentSettings(block, context);
  const cases = given(settings, 'cases');
  const place: Place = { short: [], long: [], owner: declaration };
  if (!cases) return evaluatePoints(declaration, block, place, context);
  const found = caseBlocks(cases, context);
  const rest: Block = { ...block, settings: block.settings.filter(({ name }) => name.text !== 'cases') };
  const sweeps = found.map(one => evaluatePoints(declaration, overlay(rest, one), place, context));
  const points = differences(found);
  const axis: SweepAxis = {
    short: 'cases',
    long: 'cases',
    root: 'cases',
    labels: found.map((_, index) => String(index + 1)),
    points,
  };
  return along(axis, sweeps);
}

function caseBlocks(node: Value, context: CheckContext): readonly Block[] {
  const [list] = evaluate(
    node,
    { short: ['cases'], long: ['cases'], owner: node, fixed: 'cases' },
    context,
    (plain, _, inside) => {
      if (plain.kind !== 'List') {
        inside.report(
          say.wrongKind.at(plain.span, {
            found: 'something else',
            wanted: 'a list of blocks',
            help: 'write `cases [ { … }, { … } ]`',
          }),
        );
        return nothing;
      }
      const items = itemsOf(plain.items, inside);
      const blocks = items?.flatMap(item =>
        item.kind === 'Missing' || item.kind === 'Each' ? [] : (bareBlock(item, 'cases [ … ]', inside) ?? []),
      );
      if (items?.length === 0) inside.report(say.emptySweep.at(plain.span, {}));
      return constant(blocks ?? []);
    },
  );
  return list?.value ?? [];
}

function evaluatePoints(declaration: Declaration, block: Block, place: Place, context: CheckContext): Sweep<Row> {
  const settings = experimentSettings(block, context);
  const name = `experiment \`${declaration.name.text}\``;
  for (const [setting, example] of needed)
    if (!settings.has(setting))
      reportMissing(block, declaration.name.span, { name: setting, of: name, example }, context);
  reportTogether(settings, ['teacher', 'teachers'], name, context);
  const at = <T>(setting: string, standard: Sweep<T>, read: (value: Value, place: Place) => Sweep<T>): Sweep<T> => {
    const value = given(settings, setting);
    return value ? read(value, under(place, setting)) : standard;
  };
  // a misspelt `teachers` was reported: nothing can be said of who listens to whom
  const without = mayHold(block, 'teacher') || mayHold(block, 'teachers') ? nothing : constant([]);
  const teachersName = settings.has('teacher') ? 'teacher' : 'teachers';
  const rows = joinRecord<Omit<Row, 'train'> & { readonly written: WrittenTrain }>({
    dataset: at('dataset', nothing, (value, where) => evaluateDataset(value, where, context)),
    teachers: at<readonly Teacher[]>(teachersName, without, (value, where) => evaluateTeachers(value, where, context)),
    student: at('student', nothing, (value, where) => evaluateStudent(value, where, context)),
    strategy: at('strategy', nothing, (value, where) => evaluateStrategy(value, where, context)),
    written: evaluateTrain(given(settings, 'train'), under(place, 'train'), context),
    expect: evaluateExpectation(given(settings, 'expect'), context),
    seed: at(
      'seed',
      constant(1),
      (value, where) => evaluateShape(value, blocks.experiment.settings.seed.shape, where, context) as Sweep<number>,
    ),
  });
  const complete = completion();
  return map(rows, ({ written, ...row }) => ({ ...row, train: complete(written, row.student.net) }));
}

const needed = [
  ['dataset', 'dataset mnist'],
  ['student', 'student mlp(32)'],
  ['strategy', 'strategy kd'],
] as const;

/** Completes each combination once, so that equal settings stay one object in all rows. */
function completion(): (written: WrittenTrain, net: Configured) => Train {
  const known = new Map<WrittenTrain, Map<Configured, Train>>();
  return (written, net) => {
    const byNet = known.get(written) ?? new Map<Configured, Train>();
    known.set(written, byNet);
    const train = byNet.get(net) ?? completeTrain(written, net);
    byNet.set(net, train);
    return train;
  };
}
