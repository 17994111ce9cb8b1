import { numberText, titleText } from '../../report/index.js';
import type { Context, Section } from '../context.js';
import { shownCells } from '../facts/shown-cells.js';
import { figure } from '../figures/figure.js';
import { intervalRows } from '../figures/interval-rows.js';
import { meanPart } from './cells.js';

const mostRows = 40;

/** Every seed of every cell as a point. */
export function seeds({ experiment, main, better, labelOf, scaleOf, id }: Context): Section {
  if (main === undefined) return { title: 'Seeds', missing: 'no trial has a result' };
  const scale = scaleOf(main);
  const { cells, note } = shownCells(experiment.cells, mostRows, { metric: main, better });
  const teachers = experiment.teachers.flatMap(({ label, metrics, part }) =>
    metrics[main] === undefined || part !== 'test' ? [] : [{ value: metrics[main], name: `teacher ${label}` }],
  );
  const axis = titleText(main, scale);
  const seen = [...new Set(experiment.trials.map(({ seed }) => seed))];
  const body = figure({
    label: `${main} of every seed`,
    caption: `${axis} of every seed (circles), their mean (diamond) and its 95 % interval (bar).${teachers.length > 0 ? ' Dashed: teachers.' : ''}`,
    drawing: intervalRows({
      id: id('seeds-plot'),
      title: `${main} of every seed, by cell`,
      description: `${cells.length} rows, one a cell, with a circle for each seed. The numbers stand in the table below the figure.`,
      rows: cells.map(cell => ({
        label: labelOf(cell),
        points: cell.trials.flatMap(({ seed, metrics }) =>
          metrics[main] === undefined
            ? []
            : [{ value: metrics[main], name: `seed ${seed}: ${numberText(metrics[main], scale)}` }],
        ),
        mean: cell.metrics[main]?.mean,
        interval: cell.metrics[main]?.ci95,
        colour: cell.isBaseline ? 'var(--s0)' : 'var(--s1)',
      })),
      rules: teachers,
      axis,
      divisor: scale.divisor,
    }),
    note,
    data: {
      title: `${main} by cell and seed`,
      columns: [
        { title: 'cell' },
        { title: 'mean', isNumber: true },
        ...seen.map(seed => ({ title: `seed ${seed}`, isNumber: true })),
      ],
      rows: cells.map(cell => {
        const summary = cell.metrics[main];
        const of = new Map(cell.trials.map(({ seed, metrics }) => [seed, metrics[main]]));
        return [
          labelOf(cell),
          summary ? meanPart(summary.mean, summary.sd, scale) : '',
          ...seen.map(seed => {
            const value = of.get(seed);
            return value === undefined ? '' : numberText(value, scale);
          }),
        ];
      }),
    },
  });
  return { id: id('seeds'), title: 'Seeds', body };
}
