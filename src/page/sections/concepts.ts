import { type ConceptResult, cellLabel, differingAxes, summarize } from '../../report/index.js';
import type { Context, Section } from '../context.js';
import { dataTable } from '../figures/data-table.js';
import { figure } from '../figures/figure.js';
import { intervalRows } from '../figures/interval-rows.js';
import { lookAt } from '../figures/looks.js';
import { type Html, html } from '../html.js';
import { curveFigures } from './curve-figures.js';

/** How much teachers counted, and what nets make of concepts; undefined where no strategy weighs teachers. */
export function concepts(context: Context): Section | undefined {
  const weights = [globalWeights(context), curveFigures(context, 'teacher-weight')].filter(part => part !== undefined);
  const { concepts: found } = context.experiment;
  if (weights.length === 0 && found.length === 0) return undefined;
  const body = html`${weights}${found.length > 0 && conceptTable(context, found)}`;
  const title = found.length > 0 ? 'Teacher weights and concepts' : 'Teacher weights';
  return { id: context.id('concepts'), title, body };
}

/** Weights by what teachers make of concepts: one number a teacher and seed. */
function globalWeights({ experiment, planned, input, labelOf, id }: Context): Html | undefined {
  const rows = experiment.cells.flatMap((cell, cellAt) => {
    const ids = new Set(cell.trials.map(trial => trial.id));
    const trials = planned.trials.filter(trial => ids.has(trial.id));
    const teachers = trials.find(({ concepts: one }) => one)?.concepts?.teachers ?? [];
    return teachers.flatMap(({ label }, at) => {
      const points = trials.flatMap(({ concepts: one, seed }) => {
        const record = one && input.state.jobs.get(one.training);
        const value = record?.metrics[`weight/${at + 1}`];
        return value === undefined ? [] : [{ value, name: `seed ${seed}: ${value.toFixed(3)}`, seed }];
      });
      if (points.length === 0) return [];
      const { mean, ci95, sd } = summarize(points.map(({ value }) => value));
      return [
        {
          label: `${labelOf(cell)}: ${label}`,
          points,
          mean,
          sd,
          interval: ci95,
          colour: lookAt((cellAt % 7) + 1).colour,
        },
      ];
    });
  });
  if (rows.length === 0) return undefined;
  return figure({
    label: 'Weights of teachers',
    caption:
      'Weight of each teacher by what it makes of the concepts: seeds (circles), mean (diamond), 95 % interval (bar). Weights of one student add up to 1.',
    drawing: intervalRows({
      id: id('weights-plot'),
      title: 'Weights of teachers by cell',
      description: rows.map(({ label, mean }) => `${label} ${mean.toFixed(3)}`).join('; '),
      rows,
      axis: 'weight',
    }),
    data: {
      title: 'Weights of teachers by cell and seed',
      columns: [
        { title: 'cell and teacher' },
        { title: 'mean', isNumber: true },
        { title: 'sd', isNumber: true },
        { title: 'by seed' },
      ],
      rows: rows.map(({ label, mean, sd, points }) => [
        label,
        mean.toFixed(4),
        sd?.toFixed(4) ?? '',
        points.map(({ name }) => name).join('; '),
      ]),
    },
  });
}

function conceptTable({ experiment, id }: Context, found: readonly ConceptResult[]): Html {
  const axes = differingAxes(experiment.cells);
  const seen = found.filter(({ tcav }) => tcav !== undefined);
  const shown = seen.slice(0, 60);
  const name = ({ cell, net, concept }: ConceptResult): string =>
    `${[cellLabel(cell, axes), net, concept].filter(Boolean).join(', ')}`;
  const drawing = intervalRows({
    id: id('concepts-plot'),
    title: 'TCAV scores by cell, net and concept',
    description: shown.map(one => `${name(one)}: ${one.tcav?.toFixed(3)}, p ${one.p.toFixed(3)}`).join('; '),
    rows: shown.map(one => ({
      label: name(one),
      points: [],
      mean: one.tcav,
      interval: one.low === undefined || one.high === undefined ? undefined : [one.low, one.high],
      colour: one.p < 0.05 ? 'var(--s1)' : 'var(--muted)',
    })),
    rules: [{ value: 0.5, name: 'no leaning' }],
    axis: 'TCAV score',
  });
  return html`${
    shown.length > 0 &&
    figure({
      label: 'TCAV scores',
      caption:
        'TCAV: the share of images whose class answers to the concept, mean over classes and vectors with the 95 % interval over vectors. Coloured where some class is beyond chance (p < 0.05 after Bonferroni), grey where none is.',
      drawing,
      note:
        seen.length > shown.length
          ? `${shown.length} of ${seen.length} scores are drawn; the table has all.`
          : undefined,
    })
  }
${dataTable({
  title: 'Concepts',
  columns: [
    { title: 'cell, net, concept' },
    { title: 'seeds', isNumber: true },
    { title: 'TCAV', isNumber: true },
    { title: '95 % of vectors', isNumber: true },
    { title: 'random', isNumber: true, hint: 'what vectors between random sets give' },
    { title: 'p (Bonferroni)', isNumber: true },
    { title: 'vector accuracy %', isNumber: true, hint: 'on images the vectors were not fitted to' },
    { title: 'weight', isNumber: true },
  ],
  rows: found.map(one => [
    name(one),
    String(one.n),
    one.tcav?.toFixed(3) ?? 'no vector was good enough',
    one.low === undefined || one.high === undefined ? '' : `[${one.low.toFixed(3)}, ${one.high.toFixed(3)}]`,
    one.random.toFixed(3),
    one.p < 0.001 ? '<0.001' : one.p.toFixed(3),
    (100 * one.accuracy).toFixed(1),
    one.weight?.toFixed(3) ?? '',
  ]),
  isSortable: true,
})}`;
}
