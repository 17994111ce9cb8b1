import { numberText, type Summary, summarize, titleText } from '../../report/index.js';
import type { Context, Section } from '../context.js';
import { jobsOfCell } from '../facts/cell-jobs.js';
import { figure } from '../figures/figure.js';
import { intervalRows } from '../figures/interval-rows.js';
import { lookAt } from '../figures/looks.js';
import { html } from '../html.js';
import { meanPart } from './cells.js';

interface Phase {
  readonly cell: string;
  readonly phase: string;
  /** The last epoch of it, on average. */
  readonly epoch: number;
  readonly metric: Summary;
  readonly values: readonly { readonly seed: number; readonly value: number }[];
  readonly look: number;
}

/** What students that learn in generations had reached at the end of each; undefined where none does. */
export function generations(context: Context): Section | undefined {
  const { experiment, input, planned, labelOf, main, id } = context;
  const rows = experiment.cells.flatMap((cell, at) => {
    const jobs = jobsOfCell(input.state, planned, cell);
    const ends = jobs.flatMap(({ seed, training }) =>
      training ? [{ seed, ends: endsOfPhases(context, training) }] : [],
    );
    const names = [...new Set(ends.flatMap(one => [...one.ends.keys()]))];
    if (!names.some(name => name.startsWith('generation-'))) return [];
    return names.map(phase => ({
      cell: labelOf(cell),
      phase,
      at,
      of: ends.flatMap(one => {
        const end = one.ends.get(phase);
        return end ? [{ seed: one.seed, ...end }] : [];
      }),
    }));
  });
  if (rows.length === 0) return undefined;
  const title = 'Generations';
  const name = nameOf(
    rows.flatMap(({ of }) => of.flatMap(({ metrics }) => Object.keys(metrics))),
    main,
  );
  if (name === undefined)
    return { title, missing: 'students learned in generations, but no validation part tells what each had reached' };
  const phases = rows.flatMap(({ cell, phase, at, of }): Phase[] => {
    const values = of.flatMap(({ seed, metrics }) =>
      metrics[name] === undefined ? [] : [{ seed, value: metrics[name] }],
    );
    if (values.length === 0) return [];
    const epoch = of.reduce((sum, one) => sum + one.epoch, 0) / of.length;
    return [{ cell, phase, epoch, values, metric: summarize(values.map(({ value }) => value)), look: (at % 7) + 1 }];
  });
  const scale = context.scaleOf(name);
  const axis = titleText(name, scale);
  const body = figure({
    label: `${name} by generation`,
    caption: html`<strong>${axis}</strong> on the validation part at the end of each generation: seeds (circles), mean (diamond), 95 % interval (bar).`,
    drawing: intervalRows({
      id: id('generations-plot'),
      title: `${name} at the end of each generation`,
      description: phases
        .map(({ cell, phase, metric }) => `${cell}, ${phase}: ${numberText(metric.mean, scale)}`)
        .join('; '),
      rows: phases.map(({ cell, phase, values, metric, look }) => ({
        label: `${cell}, ${phase}`,
        points: values.map(({ seed, value }) => ({ value, name: `seed ${seed}: ${numberText(value, scale)}` })),
        mean: metric.mean,
        interval: metric.ci95,
        colour: lookAt(look).colour,
      })),
      axis,
      divisor: scale.divisor,
    }),
    data: {
      title: `${name} at the end of each generation`,
      columns: [
        { title: 'cell' },
        { title: 'generation' },
        { title: 'seeds', isNumber: true },
        { title: 'last epoch', isNumber: true },
        { title: axis, isNumber: true },
      ],
      rows: phases.map(({ cell, phase, epoch, metric, values }) => [
        cell,
        phase,
        String(values.length),
        epoch.toFixed(0),
        meanPart(metric.mean, metric.sd, scale),
      ]),
    },
  });
  return { id: id('generations'), title, body };
}

interface End {
  readonly epoch: number;
  readonly metrics: Readonly<Record<string, number>>;
}

function endsOfPhases({ input }: Context, training: Parameters<typeof input.epochsOf>[0]): Map<string, End> {
  return new Map(input.epochsOf(training).map(({ phase, epoch, metrics }) => [phase, { epoch, metrics }]));
}

/** The metric the experiment is about where epochs have it, else the first they have. */
const nameOf = (names: readonly string[], main: string | undefined): string | undefined =>
  main !== undefined && names.includes(main) ? main : names[0];
