import type { Block, Declaration, Span } from '../../grammar/index.js';
import { type Configured, metricKey } from '../catalogue/index.js';
import { groupCells } from './cells.js';
import { type Common, readCommon } from './common.js';
import { addBaselines, baselineTest } from './compare.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { type Draft, draftRows } from './drafts.js';
import { applyExcludes, Excludes } from './exclude.js';
import type { Axis, Experiment, Origin, StopEarly, Trial } from './experiment.js';
import { nameAxes } from './name-axes.js';
import { type Everywhere, reportUnmetNeeds } from './needs.js';
import { evaluateRows, experimentSettings } from './rows.js';
import type { Settings } from './settings.js';
import { mostPoints } from './sweep.js';
import { reportUnfitConcepts } from './unfit-concepts.js';
import { reportUnfitNets } from './unfit-nets.js';
import { reportUnfitPictures } from './unfit-pictures.js';
import { reportUnfitTaps } from './unfit-taps.js';
import { withSeed } from './with-seed.js';

/** An experiment with all its trials, or what is wrong with it, in `context`. Undefined where nothing can be run. */
export function checkExperiment(declaration: Declaration, block: Block, context: CheckContext): Experiment | undefined {
  const settings = experimentSettings(block, context);
  const common = readCommon(settings, context);
  const excludes = new Excludes();
  const rows = evaluateRows(declaration, block, excludes, context);
  if (rows.length > mostPoints) {
    context.report(say.tooManyPoints.at(declaration.name.span, { most: mostPoints }));
    return undefined;
  }
  const named = nameAxes(rows);
  const split = applyExcludes(draftRows(rows, named), excludes, context);
  const drafts = common.compare ? addBaselines(split, common.compare, context) : split.kept;
  const kept = drafts.map(({ row }) => row);
  const forAll = everywhere(common, settings, declaration.name.span);
  reportUnmetNeeds(kept, forAll, context);
  reportUnfitNets(kept, context);
  reportUnfitTaps(kept, context);
  reportUnfitConcepts(kept, context);
  reportUnfitPictures(kept, forAll, context);
  reportIdleSelect(block, drafts, context);
  if (drafts.length === 0) return undefined;
  return assemble(declaration.name.text, common, drafts, named.axes, split.removed.length);
}

/** What holds for all points and may not fit them, each at its place. */
function everywhere({ measure, stopEarly }: Common, settings: Settings, otherwise: Span): readonly Everywhere[] {
  const spanOf = (...names: readonly string[]) =>
    names.flatMap(name => settings.get(name)?.value.span ?? [])[0] ?? otherwise;
  const measured = spanOf('measure', 'compare');
  return [
    ...measure.map(configured => ({ kind: 'metric' as const, configured, span: measured })),
    ...(stopEarly ? [{ kind: 'halting' as const, configured: stopEarly, span: spanOf('stop-early') }] : []),
  ];
}

function assemble(
  name: string,
  common: Common,
  drafts: readonly Draft[],
  axes: readonly Axis[],
  excluded: number,
): Experiment {
  const { about, compare } = common;
  const isBaseline = compare && baselineTest(compare.against);
  return {
    name,
    ...(about === undefined ? {} : { about }),
    ...(compare ? { compare: { baseline: compare.against.label, metric: metricKey(compare.by) } } : {}),
    ...(common.stopEarly ? { stopEarly: stopEarlyOf(common.stopEarly) } : {}),
    axes: withStrategyAxis(axes, drafts),
    excluded,
    cells: groupCells(drafts, isBaseline),
    trials: drafts.map(({ row: { expect, excludes: _, ...row }, point }): Trial => {
      const { student, teachers, seed } = row;
      return {
        experiment: name,
        point,
        ...row,
        student: student.start ? { ...student, start: atSeed(student.start, seed) } : student,
        teachers: teachers.some(({ origin }) => origin.from === 'trial')
          ? teachers.map(teacher =>
              teacher.origin.from === 'trial' ? { ...teacher, origin: atSeed(teacher.origin, seed) } : teacher,
            )
          : teachers,
        ...(expect ? { expect } : {}),
      };
    }),
  };
}

const stopEarlyOf = ({ settings: { metric, grace, factor } }: Configured): StopEarly => ({
  metric: String(metric),
  grace: Number(grace),
  factor: Number(factor),
});

/** The student of another experiment is the one of the same seed. */
const atSeed = (origin: Origin, seed: number): Origin =>
  origin.from === 'trial' ? { from: 'trial', trial: withSeed(origin.trial, seed) } : origin;

/** An added baseline makes the strategy an axis, or one alternative longer. */
function withStrategyAxis(axes: readonly Axis[], drafts: readonly Draft[]): readonly Axis[] {
  const labels = [...new Set(drafts.flatMap(({ point }) => point.strategy ?? []))];
  if (labels.length === 0) return axes;
  const others = axes.filter(({ name }) => name !== 'strategy');
  const at = axes.findIndex(({ name }) => name === 'strategy');
  const strategy: Axis = { name: 'strategy', alternatives: labels };
  return at < 0 ? [strategy, ...others] : axes.map(axis => (axis.name === 'strategy' ? strategy : axis));
}

function reportIdleSelect(block: Block, drafts: readonly Draft[], context: CheckContext): void {
  const train = block.settings.find(({ name }) => name.text === 'train')?.value;
  const select = train?.kind === 'Block' ? train.settings.find(({ name }) => name.text === 'select') : undefined;
  if (!select || drafts.length === 0) return;
  const hasValidation = drafts.some(
    ({ row: { dataset } }) => dataset.validation === 'all' || Object.values(dataset.validation)[0] !== 0,
  );
  if (!hasValidation) context.report(say.selectWithoutValidation.at(select.span, {}));
}
