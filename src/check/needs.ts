import type { Span } from '../../grammar/index.js';
import { type CatalogueKind, type Configured, findEntry, type MetricEntry, needsOf } from '../catalogue/index.js';
import { circumstancesOf } from './circumstances.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Dataset, Strategy, Teacher } from './experiment.js';
import { misfitsOf } from './misfits.js';
import type { Row } from './rows.js';

/** An entry that holds for all points, and where it is written. */
export interface Everywhere {
  readonly kind: CatalogueKind;
  readonly configured: Configured;
  readonly span: Span;
}

/** Whether what a point needs is there. Each combination of parts is judged once, what holds for all points at the first. */
export function reportUnmetNeeds(rows: Iterable<Row>, everywhere: readonly Everywhere[], context: CheckContext): void {
  const judged = new Map<Strategy, Map<unknown, Set<unknown>>>();
  let isFirst = true;
  for (const row of rows) {
    if (isFirst) for (const one of everywhere) judgeEverywhere(row, one, context);
    isFirst = false;
    const byDataset = judged.get(row.strategy) ?? new Map<unknown, Set<unknown>>();
    judged.set(row.strategy, byDataset);
    const teachers = byDataset.get(row.dataset) ?? new Set<unknown>();
    byDataset.set(row.dataset, teachers);
    if (teachers.has(row.teachers)) continue;
    teachers.add(row.teachers);
    judgeStrategy(row, context);
  }
}

function judgeStrategy(row: Row, context: CheckContext): void {
  const { strategy, dataset, teachers } = row;
  const { span, label, method } = strategy;
  const needs = needsOf(method);
  if (needs.teachers && teachers.length === 0)
    context.report(
      say.strategyNeeds.at(span, {
        strategy: label,
        needs: 'a teacher',
        help: 'give the experiment one: `teacher mlp(512)`',
      }),
    );
  if (needs.single && teachers.length > 1)
    context.report(
      say.strategyNeeds.at(span, {
        strategy: label,
        needs: `one teacher, and there are ${teachers.length}`,
        help: 'name one of them, or make an axis of them: `teacher each [first, second]`',
      }),
    );
  if (needs.teachers === 'taps' && teachers.some(({ origin }) => origin.from === 'file'))
    context.report(
      say.strategyNeeds.at(span, {
        strategy: label,
        needs: 'inner layers of its teachers, and a ready-made net shows its outputs only',
        help: 'train the teacher here, or take a strategy that compares outputs, such as `kd`',
      }),
    );
  if (needs.unlabeled && dataset.labeled === 'all')
    context.report(
      say.strategyNeeds.at(span, {
        strategy: label,
        needs: 'examples without labels',
        help: 'keep the labels of a part only: `dataset NAME { labeled 10% }`',
      }),
    );
  if (needs.teachers) for (const teacher of teachers) reportOtherData(teacher, row, context);
  for (const external of dataset.external)
    reportDifference(`external set \`${external.label}\``, external, dataset, areAmong, span, context);
  const use = circumstancesOf(row);
  for (const problem of misfitsOf('strategy', method, use)) context.report(say.misfit.at(span, { problem }));
  if (row.train.stop)
    for (const problem of misfitsOf('stopping', row.train.stop, use)) context.report(say.misfit.at(span, { problem }));
}

/** A teacher with data of its own must know the same classes wherever outputs are compared class by class. */
function reportOtherData({ origin, label }: Teacher, { dataset, strategy }: Row, context: CheckContext): void {
  const own = origin.from === 'training' ? origin.dataset : origin.from === 'trial' ? origin.trial.dataset : undefined;
  if (own) reportDifference(`teacher \`${label}\``, own, dataset, areEqual, strategy.span, context);
}

/** Classes as whole lists: outputs are compared number by number. */
const areEqual = (classes: Classes, known: Classes): boolean => classes.join() === known.join();

/** Examples of a test set are told their class by its name, which ignores case. */
const areAmong = (classes: Classes, known: Classes): boolean =>
  classes.every(name => known.some(other => other.toLowerCase() === name.toLowerCase()));

type Classes = readonly string[];

function reportDifference(
  what: string,
  one: Dataset,
  other: Dataset,
  fits: (classes: Classes, known: Classes) => boolean,
  span: Span,
  context: CheckContext,
): void {
  const [of, from] = [one.facts, other.facts];
  const sameClasses = fits(of.classes, from.classes);
  if (sameClasses && of.input.join() === from.input.join()) return;
  const how = sameClasses ? `images of ${of.input.join(' × ')} and of ${from.input.join(' × ')}` : 'other classes';
  context.report(say.dataDiffers.at(span, { what, of: one.from.name, from: other.from.name, how }));
}

function judgeEverywhere(row: Row, { kind, configured, span }: Everywhere, context: CheckContext): void {
  const entry: Partial<MetricEntry> | undefined =
    kind === 'metric' ? (findEntry(kind, configured.name) as MetricEntry) : undefined;
  if (entry?.needsTeachers && row.teachers.length === 0)
    context.report(say.metricNeedsTeachers.at(span, { metric: configured.name }));
  for (const problem of misfitsOf(kind, configured, circumstancesOf(row)))
    context.report(say.misfit.at(span, { problem }));
}
