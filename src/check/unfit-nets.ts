import type { Span } from '../../grammar/index.js';
import type { Configured } from '../catalogue/index.js';
import { canonicalJson, type Json } from '../lib/json.js';
import { circumstancesOf } from './circumstances.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Dataset } from './experiment.js';
import { misfitsOf } from './misfits.js';
import type { Row } from './rows.js';

/** A net that cannot take the images it is to learn from. Each net is judged once for each data set. */
export function reportUnfitNets(rows: Iterable<Row>, context: CheckContext): void {
  const judged = new Map<Configured, Set<Dataset>>();
  const seen = new Map<Row['student'], Set<Row['teachers']>>();
  for (const row of rows) {
    // most rows share their nets and data with the row before them
    const teachers = seen.get(row.student) ?? new Set();
    seen.set(row.student, teachers);
    if (teachers.has(row.teachers) && judged.get(row.student.net)?.has(row.dataset)) continue;
    teachers.add(row.teachers);
    reportOtherStart(row, context);
    for (const { net, dataset, span } of netsOf(row)) {
      const datasets = judged.get(net) ?? new Set();
      judged.set(net, datasets);
      if (datasets.has(dataset)) continue;
      datasets.add(dataset);
      for (const problem of misfitsOf('net', net, circumstancesOf({ ...row, dataset })))
        context.report(say.misfit.at(span, { problem }));
    }
  }
}

/** Weights can be handed over only to a net of the same structure. */
function reportOtherStart({ student: { start, net, span, label } }: Row, context: CheckContext): void {
  if (start?.from !== 'trial') return;
  const { student } = start.trial;
  if (canonicalJson(student.net as unknown as Json) === canonicalJson(net as unknown as Json)) return;
  const problem = `\`${label}\` cannot start from the weights of \`${student.label}\`, a net of another structure`;
  context.report(say.misfit.at(span, { problem }));
}

interface NetInUse {
  readonly net: Configured;
  readonly dataset: Dataset;
  readonly span: Span;
}

const netsOf = ({ student, teachers, dataset }: Row): readonly NetInUse[] => [
  { net: student.net, dataset, span: student.span },
  ...teachers.flatMap(({ origin, span }) =>
    origin.from === 'training' ? [{ net: origin.net, dataset: origin.dataset ?? dataset, span }] : [],
  ),
];
