import { givesPictures, isMap, lastMap } from '../catalogue/index.js';
import { nearest } from '../lib/nearest.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Dataset } from './experiment.js';
import type { Everywhere } from './needs.js';
import type { Row } from './rows.js';
import { tapsOfNet } from './unfit-taps.js';

/** Pictures of layers that students do not have, or that are no maps. Each student is judged once for each data set. */
export function reportUnfitPictures(
  rows: Iterable<Row>,
  everywhere: readonly Everywhere[],
  context: CheckContext,
): void {
  const pictures = everywhere.filter(({ kind, configured }) => kind === 'metric' && givesPictures(configured));
  if (pictures.length === 0) return;
  const judged = new Map<Row['student'], Set<Dataset>>();
  for (const { student, dataset } of rows) {
    const seen = judged.get(student) ?? new Set<Dataset>();
    judged.set(student, seen);
    if (seen.has(dataset)) continue;
    seen.add(dataset);
    for (const picture of pictures) judge(picture, student, dataset, context);
  }
}

function judge(
  { configured, span }: Everywhere,
  student: Row['student'],
  dataset: Dataset,
  context: CheckContext,
): void {
  const taps = tapsOfNet(student.net, dataset);
  if (!taps) return; // another check has said what is wrong with the net
  const { name, settings } = configured;
  const tap = typeof settings.tap === 'string' ? settings.tap : lastMap(taps);
  const of = `student \`${student.label}\``;
  const problem = (what: string): void => context.report(say.misfit.at(span, { problem: what }));
  if (tap === undefined) {
    problem(`\`${name}\` looks at maps of rows × columns × channels, and ${of} has none`);
    return;
  }
  const shape = taps[tap];
  const names = Object.keys(taps);
  if (!shape) {
    const known = `it has ${names.map(one => `\`${one}\` (${taps[one]?.join(' × ')})`).join(', ')}`;
    context.report(say.unknownTap.at(span, { tap, of, near: nearest(tap, names), known }));
  } else if (!isMap(shape))
    problem(`\`${name}\` looks at maps of rows × columns × channels, and \`${tap}\` of ${of} is ${shape.join(' × ')}`);
}
