import type { Block, Declaration, Value } from '../../grammar/index.js';
import { blocks, type Configured } from '../catalogue/index.js';
import { bareBlock } from './block.js';
import { readCommon } from './common.js';
import { type CheckContext, type Place, under } from './context.js';
import { evaluateDataset } from './dataset.js';
import { describeValue } from './describe.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { differences } from './differences.js';
import { evaluate, itemsOf, meaningOf } from './evaluate.js';
import type { Exclude, Excludes } from './exclude.js';
import { evaluateExpectation } from './expectation.js';
import type { Teacher, Train, Trial } from './experiment.js';
import { overlay } from './overlay.js';
import type { Comparable } from './pattern.js';
import { given, mayHold, readSettings, reportMissing, reportTogether, type Settings } from './settings.js';
import { evaluateStrategy } from './strategy.js';
import { evaluateStudent } from './student.js';
import { along, constant, joinRecord, map, nothing, type Sweep, type SweepAxis } from './sweep.js';
import { evaluateTeacher } from './teacher.js';
import { evaluateTeachers } from './teachers.js';
import { completeTrain, evaluateTrain, type WrittenTrain } from './train.js';
import { evaluateShape } from './value.js';

/** What of a trial may differ from point to point. */
export interface Row extends Comparable, Pick<Trial, 'measure' | 'limits' | 'resources'> {
  readonly expect: Trial['expect'] | undefined;
  /** Those that hold for this point, its case's own included. */
  readonly excludes: readonly Exclude[];
}

type Whole = Pick<Row, 'measure' | 'limits' | 'resources' | 'excludes'>;

const known = Object.keys(blocks.experiment.settings);

/** The settings of an experiment that hold for all its points are read by `experimentSettings`; these are the others. */
export const experimentSettings = (block: Block, context: CheckContext): Settings =>
  readSettings(block, { called: 'experiment', known, repeatable: ['exclude'] }, context);

/** An experiment at all its points, before any is excluded. Each case is the experiment with the case laid over it. */
export function evaluateRows(
  declaration: Declaration,
  block: Block,
  excludes: Excludes,
  context: CheckContext,
): Sweep<Row> {
  const settings = experimentSettings(block, context);
  const cases = given(settings, 'cases');
  const place: Place = { short: [], long: [], owner: declaration };
  if (!cases) return evaluatePoints(declaration, block, place, excludes, context);
  const found = caseBlocks(cases, context);
  for (const one of found) reportOfWhole(one, context);
  const rest: Block = { ...block, settings: block.settings.filter(({ name }) => name.text !== 'cases') };
  const sweeps = found.map(one => evaluatePoints(declaration, overlay(rest, one), place, excludes, context));
  reportEqualCases(found, sweeps, context);
  const points = differences(found);
  const axis: SweepAxis = {
    short: 'cases',
    longer: [],
    root: 'cases',
    labels: found.map((_, index) => String(index + 1)),
    points,
  };
  return along(axis, sweeps);
}

/** What is one thing for all points cannot be said by a case. */
function reportOfWhole(block: Block, context: CheckContext): void {
  for (const { name } of block.settings)
    if (ofWhole.includes(name.text)) context.report(say.notInCase.at(name.span, { name: name.text }));
}

const ofWhole = ['about', 'cases', 'compare', 'stop-early'];

function reportEqualCases(blocks: readonly Block[], sweeps: readonly Sweep<Row>[], context: CheckContext): void {
  const seen = new Set<string>();
  sweeps.forEach((sweep, index) => {
    const block = blocks[index];
    if (sweep.length === 0 || !block) return;
    const meaning = meaningOf(sweep.map(({ value: { excludes: _, expect: __, ...row } }) => row));
    if (seen.has(meaning)) context.report(say.equalCases.at(block.span, {}));
    seen.add(meaning);
  });
}

function caseBlocks(node: Value, context: CheckContext): readonly Block[] {
  const [list] = evaluate(
    node,
    { short: ['cases'], long: [], owner: node, fixed: 'cases' },
    context,
    (plain, _, inside) => {
      if (plain.kind !== 'List') {
        inside.report(
          say.wrongKind.at(plain.span, {
            found: describeValue(plain),
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

function evaluatePoints(
  declaration: Declaration,
  block: Block,
  place: Place,
  excludes: Excludes,
  context: CheckContext,
): Sweep<Row> {
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
  const rows = joinRecord<Omit<Row, 'train' | keyof Whole> & { readonly written: WrittenTrain }>({
    dataset: at('dataset', nothing, (value, where) => evaluateDataset(value, where, context)),
    teachers: at<readonly Teacher[]>(teachersName, without, (value, where) =>
      teachersName === 'teachers'
        ? evaluateTeachers(value, where, context)
        : map(evaluateTeacher(value, where, context), teacher => [teacher]),
    ),
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
  const { measure, limits, resources } = readCommon(settings, context);
  const whole = { measure, limits, resources, excludes: excludes.of(block, context) };
  return map(rows, ({ written, ...row }) => ({ ...row, ...whole, train: complete(written, row.student.net) }));
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
