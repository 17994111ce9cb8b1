import type { NetSize } from '../../formats/index.js';
import { titleText, valueText } from '../../report/index.js';
import type { Context, Section } from '../context.js';
import { jobsOfCell } from '../facts/cell-jobs.js';
import { paretoFront } from '../facts/pareto.js';
import { lookPlace, shownCells } from '../facts/shown-cells.js';
import { figure } from '../figures/figure.js';
import { type FrontPoint, front } from '../figures/front.js';
import { legend, lookAt, mostLooks } from '../figures/looks.js';
import { type Html, html } from '../html.js';

/** What a net costs: its name in results, where it stands in what a measurement counted, and a word for the axis. */
const costs: readonly {
  readonly name: string;
  readonly field: keyof NetSize;
  readonly axis: string;
  readonly noun: string;
}[] = [
  { name: 'params', field: 'parameters', axis: 'parameters', noun: 'size' },
  { name: 'flops', field: 'flops', axis: 'operations of one forward pass (FLOP)', noun: 'work' },
];

const mostPoints = 60;

/** What accuracy costs, in size and in work: which nets nothing beats. */
export function tradeOff(context: Context): Section {
  const { main } = context;
  const title = 'Accuracy against size and latency';
  if (main === undefined) return { title, missing: 'no trial has a result' };
  const figures = costs.flatMap(cost => costFigure(context, main, cost) ?? []);
  if (figures.length === 0)
    return {
      title,
      missing:
        'all nets have the same size, or their sizes were not measured (`measure [accuracy, params, flops]`), so there is nothing to trade',
    };
  const body = html`${figures}
<p class="note">Latency is not measured: it belongs to a machine and its load, not to a result. The work of one forward pass stands for it.</p>`;
  return { id: context.id('trade-off'), title, body };
}

function costFigure(context: Context, main: string, cost: (typeof costs)[number]): Html | undefined {
  const { experiment, planned, better, labelOf, scaleOf, id, input } = context;
  const { cells, note } = shownCells(experiment.cells, mostPoints, { metric: main, better });
  const manyLooks = cells.length > mostLooks;
  const students = cells.flatMap((cell, at): FrontPoint[] => {
    const summary = cell.metrics[main];
    const price = cell.metrics[cost.name]?.mean ?? countedCost(context, cell, cost.field);
    if (!summary || price === undefined || price <= 0) return [];
    const look = lookAt(manyLooks ? 1 : lookPlace(cell, at, cells));
    return [{ name: labelOf(cell), cost: price, value: summary.mean, interval: summary.ci95, look }];
  });
  const teachers = experiment.teachers.flatMap(({ label, metrics, part }): FrontPoint[] => {
    const measured = planned.teachers.find(other => other.label === label)?.evaluation;
    const price = metrics[cost.name] ?? (measured && input.talliesOf(measured)?.size[cost.field]);
    if (metrics[main] === undefined || price === undefined || part !== 'test') return [];
    return [
      {
        name: `teacher ${label}`,
        cost: price,
        value: metrics[main],
        label,
        look: { colour: 'currentColor', symbol: 'plus', dash: 'none' },
      },
    ];
  });
  const points = [...students, ...teachers];
  if (new Set(points.map(point => point.cost)).size < 2) return undefined;
  const best = paretoFront(points, better);
  const scale = scaleOf(main);
  const axis = titleText(main, scale);
  const write = (point: FrontPoint): string => valueText(point.cost, 'count');
  return figure({
    label: `${main} against ${cost.axis}`,
    legend: manyLooks ? undefined : legend(students, 'mark'),
    caption: html`<strong>${axis}</strong> against ${cost.axis}, on a scale of powers of ten${manyLooks && ': squares are cells, plus signs teachers'}. The line joins what nothing beats in both: ${best.map(({ name }) => name).join(', ')}.`,
    drawing: front({
      id: id(`cost-${cost.name}`),
      title: `${main} against ${cost.axis}`,
      description: `${points.length} nets. Nothing beats ${best.map(point => `${point.name} with ${write(point)}`).join(', ')}.`,
      points,
      front: best,
      costAxis: cost.axis,
      valueAxis: axis,
      divisor: scale.divisor,
    }),
    note,
    data: {
      title: `${main} and ${cost.noun} of each net`,
      columns: [
        { title: 'net' },
        { title: cost.axis, isNumber: true },
        { title: axis, isNumber: true },
        { title: 'on the front' },
      ],
      rows: points.map(point => [
        point.name,
        write(point),
        (point.value / scale.divisor).toFixed(scale.decimals),
        best.includes(point) ? 'yes' : '',
      ]),
    },
  });
}

/** As the measurement of the cell's first seed counted it, where the experiment did not ask for it. */
function countedCost(
  { input, planned }: Context,
  cell: Parameters<Context['labelOf']>[0],
  field: keyof NetSize,
): number | undefined {
  const [first] = jobsOfCell(input.state, planned, cell).flatMap(
    ({ measurement }) => input.talliesOf(measurement) ?? [],
  );
  return first?.size[field];
}
