import type { CellRow } from './cell-rows.js';
import type { DashRun } from './dash-run.js';
import type { Curves } from './history.js';

/** The curve that says how a cell learns, averaged over its seeds: the metric on the validation part, else the loss. */
export function cellCurve({ trials }: CellRow, metric: string | undefined, run: DashRun): readonly number[] {
  const curves = trials.flatMap(({ result }) => {
    const curve = seedCurve(trainingOf(result, run), metric);
    return curve ? [curve] : [];
  });
  const sums: number[] = [];
  const counts: number[] = [];
  for (const curve of curves)
    for (const [at, value] of curve.entries()) {
      if (!Number.isFinite(value)) continue;
      sums[at] = (sums[at] ?? 0) + value;
      counts[at] = (counts[at] ?? 0) + 1;
    }
  return Array.from(sums, (sum = Number.NaN, at) => sum / (counts[at] ?? 1));
}

/** What the curves of an experiment show: `validation accuracy`, or `loss hard`. */
export function curveTitle({ trials }: CellRow, metric: string | undefined, run: DashRun): string {
  const curves = trials.flatMap(({ result }) => trainingOf(result, run) ?? [])[0];
  if (!curves) return 'learning';
  const name = metric?.replace(/@.*/, '');
  if (name !== undefined && curves.metrics.has(name)) return `val. ${name}`;
  const loss = mainLoss(curves);
  return loss === undefined ? 'learning' : `loss ${loss}`;
}

function seedCurve(curves: Curves | undefined, metric: string | undefined): readonly number[] | undefined {
  if (!curves) return undefined;
  const measured = metric === undefined ? undefined : curves.metrics.get(metric.replace(/@.*/, ''));
  return measured ?? curves.losses.get(mainLoss(curves) ?? '');
}

const mainLoss = ({ losses }: Curves): string | undefined => (losses.has('total') ? 'total' : [...losses.keys()][0]);

/** Of the training that a trial's result measures. */
function trainingOf(result: CellRow['trials'][number]['result'], { state, curves }: DashRun): Curves | undefined {
  const spec = state.jobs.get(result)?.job.spec;
  return spec?.kind === 'evaluate' ? curves(spec.product) : curves(result);
}
