import { cellLabel, differingAxes } from './cell-label.js';
import { type Comparison, significance } from './compare.js';
import { distillationGain } from './distillation-gain.js';
import type { MetricLookup } from './metric.js';
import type { CellResult, ExperimentResult } from './results.js';
import { valueText } from './scale.js';
import { isConstantSize } from './table.js';
import type { TextOptions } from './text-options.js';
import { wrap } from './width.js';

/** `summarySentences` for a terminal. */
export const summaryLines = (experiment: ExperimentResult, metric: MetricLookup, options: TextOptions): string[] =>
  summarySentences(experiment, metric, options).flatMap(sentence =>
    wrap(sentence, options.columns ?? Number.POSITIVE_INFINITY),
  );

/** What the table shows, in words: what was compared, over how many seeds, by which test, and what cannot be said. */
export const summarySentences = (
  experiment: ExperimentResult,
  metric: MetricLookup,
  options: Pick<TextOptions, 'unicode'>,
): string[] => [
  seedsSentence(experiment, options),
  ...comparisonSentences(experiment, metric),
  ...gainSentences(experiment, metric),
  ...sizeSentences(experiment, metric),
  testDataSentence(experiment),
];

function seedsSentence({ cells }: ExperimentResult, { unicode }: Pick<TextOptions, 'unicode'>): string {
  const counts = cells.filter(({ stoppedEarly }) => !stoppedEarly).map(({ n }) => n);
  const most = Math.max(0, ...counts);
  const range = [...new Set([Math.min(...counts), most])].join(' to ');
  const givenUp = cells.length - counts.length;
  const who = givenUp > 0 ? `, ${givenUp} given up, of the others n` : ', n';
  const spread = most > 1 ? `mean ${unicode ? '±' : '+/-'} sample standard deviation` : 'one seed has no spread';
  return `${count(cells.length, 'cell')}${who} = ${range} ${most === 1 ? 'seed' : 'seeds'} each; ${spread}.`;
}

function comparisonSentences(experiment: ExperimentResult, metric: MetricLookup): string[] {
  const { cells, compare, intervals } = experiment;
  const comparisons = cells.flatMap(({ against }) => against ?? []);
  if (!compare || comparisons.length === 0) return [];
  const tested = comparisons.filter(({ pHolm }) => pHolm !== undefined);
  const better = metric(compare.metric).better ?? 'larger';
  const givenUp = cells.filter(({ stoppedEarly }) => stoppedEarly).length;
  const all = tested.length + givenUp;
  const counted = givenUp > 0 ? ', with those given up' : '';
  const holm = all > 1 ? `, Holm's correction for ${all} comparisons${counted}` : '';
  return [
    `Compared with ${compare.baseline} by ${compare.metric} (${better} is better), paired by seed, with 95 % intervals of the difference.`,
    ...(tested.length > 0 ? [`Verdict: two-sided paired t test at ${significance * 100} %${holm}.`] : []),
    ...exactSentences(tested),
    ...fewSeedsSentences(tested),
    ...(intervals === 'bootstrap' ? [bootstrapSentence] : []),
    ...(tested.some(({ effect }) => effect !== undefined) ? [effectSentence] : []),
    ...seedsNeededSentences(cells),
    ...untestedSentences(cells),
  ];
}

const bootstrapSentence =
  'Intervals by the bootstrap (percentiles), which assumes no shape; of fewer than about ten seeds they are too narrow.';

const effectSentence = "Effect: the mean difference in standard deviations of the paired differences (Hedges' g).";

/** So many cells are named one by one. */
const mostTold = 6;

/** What it would take to settle what is not shown, at a power of 80 %. */
function seedsNeededSentences(cells: readonly CellResult[]): string[] {
  const axes = differingAxes(cells);
  const open = cells.flatMap(({ cell, against }) => {
    if (against?.seedsNeeded === undefined) return [];
    const needed = against.seedsNeeded === 'many' ? 'more than 1000' : `about ${against.seedsNeeded}`;
    return [`${cellLabel(cell, axes)}: ${needed}`];
  });
  if (open.length === 0) return [];
  const more = open.length > mostTold ? `; and ${open.length - mostTold} more cells` : '';
  return [
    `Seeds in all that would settle what is not shown, if it is real and as large as here (power 80 %): ${open.slice(0, mostTold).join('; ')}${more}.`,
  ];
}

/** What students reach beside the best teacher, and what nobody can say where no student learned without teachers. */
function gainSentences(experiment: ExperimentResult, metric: MetricLookup): string[] {
  const gain = distillationGain(experiment, metric);
  if (!gain) return [];
  const { cells } = experiment;
  const { unit } = metric(gain.metric);
  const who = cellLabel(gain.student.cell.cell, differingAxes(cells));
  const share =
    gain.share === undefined
      ? ''
      : `, ${Math.round(gain.share * 100)} % of the way from ${gain.student.cell.against?.baseline} to it`;
  const hasNone = cells.some(({ cell }) => cell.strategy === 'none') || experiment.compare?.baseline === 'none';
  return [
    `Best teacher: ${gain.teacher.label}, ${gain.metric} ${valueText(gain.teacher.value, unit)}. Best student: ${who === '' ? '' : `${who}, `}${valueText(gain.student.value, unit)}${share}.`,
    ...(hasNone
      ? []
      : ['No student learned without teachers, so nobody can say what they bring: add `none` to the strategies.']),
  ];
}

function testDataSentence({ chosenByTest }: ExperimentResult): string {
  if (chosenByTest.length === 0) return 'Test data chose nothing.';
  const teachers = `${chosenByTest.length === 1 ? 'teacher' : 'teachers'} ${chosenByTest.join(', ')}`;
  return `Test data chose one thing: \`require\` of ${teachers} was measured on them, for want of a validation part (\`dataset … { validation … }\`).`;
}

function exactSentences(tested: readonly Comparison[]): string[] {
  const equal = tested.some(({ test }) => test === 'sign-flip');
  return equal ? ['Where all differences are the same number, the exact sign-flip test stands in for the t test.'] : [];
}

/** With n pairs the sign-flip test, which assumes nothing, cannot go below 2/2ⁿ: under six it never reaches 5 %. */
function fewSeedsSentences(tested: readonly Comparison[]): string[] {
  if (tested.length === 0) return [];
  const fewest = Math.min(...tested.map(({ pairs }) => pairs));
  const least = 2 ** (1 - fewest);
  if (least <= significance) return [];
  return [
    `${fewest} seeds are few: the exact sign-flip test cannot go below p = ${least}, so the verdict rests on the t test's assumption that differences are normal. Six seeds or more avoid that.`,
  ];
}

function untestedSentences(cells: readonly CellResult[]): string[] {
  const compared = cells.filter(({ against }) => against !== undefined);
  const untested = compared.filter(({ against }) => against?.pHolm === undefined);
  if (untested.length === 0) return [];
  const which =
    compared.length === 1 ? 'The comparison has' : `${untested.length} of ${compared.length} comparisons have`;
  const planned = untested.some(({ trials }) => trials.length < 2);
  const advice = planned ? ' Add some: `seed each 1..6`.' : '';
  return [`${which} fewer than two common seeds, which say nothing about noise.${advice}`];
}

function sizeSentences({ cells, metrics }: ExperimentResult, metric: MetricLookup): string[] {
  const sizes = metrics.filter(name => isConstantSize(cells, name, metric));
  const texts = sizes.flatMap(name => {
    const value = cells.find(({ n }) => n > 0)?.metrics[name]?.mean;
    return value === undefined
      ? []
      : [`${valueText(value, metric(name).unit)} ${name === 'bytes' ? '' : name}`.trimEnd()];
  });
  return texts.length > 0 ? [`Every student: ${texts.join(', ')}.`] : [];
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
