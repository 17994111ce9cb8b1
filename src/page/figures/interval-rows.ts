import { axisX, axisY, dot, gridX, type Markish, ruleX, ruleY } from '@observablehq/plot';

import type { Html } from '../html.js';
import { draw } from './draw.js';
import { marginFor, shortLabel } from './labels.js';

/** A line of a drawing: single values, their mean and its interval. */
export interface IntervalRow {
  readonly label: string;
  readonly points: readonly { readonly value: number; readonly name: string }[];
  readonly mean: number | undefined;
  readonly interval?: readonly [low: number, high: number] | undefined;
  readonly colour: string;
}

interface IntervalRows {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly IntervalRow[];
  readonly axis: string;
  /** Values all others are seen against, such as zero or that of a teacher. */
  readonly rules?: readonly { readonly value: number; readonly name: string }[];
  readonly divisor?: number;
}

/** Points, mean and interval, a row each: what a bar would hide. */
export function intervalRows({ id, title, description, rows, axis, rules = [], divisor = 1 }: IntervalRows): Html {
  const names = rows.map((_, at) => String(at));
  const labels = rows.map(({ label }) => shortLabel(label));
  const at = (value: number): number => value / divisor;
  const means = rows.flatMap(({ mean, interval, colour }, row) =>
    mean === undefined ? [] : [{ row: names[row], mean: at(mean), interval: interval?.map(at), colour }],
  );
  const points = rows.flatMap(({ points: own, colour }, row) =>
    own.map(({ value, name }) => ({ row: names[row], value: at(value), name, colour })),
  );
  const marks: Markish[] = [
    gridX({ stroke: 'currentColor', strokeOpacity: 0.12, ticks: 6 }),
    axisX({ label: axis, labelAnchor: 'center', labelArrow: 'none', tickSize: 0, ticks: 6 }),
    axisY({ label: null, tickSize: 0, tickFormat: (name: string) => labels[Number(name)] ?? '' }),
    ...rules.map(({ value, name }) =>
      ruleX([at(value)], { stroke: 'currentColor', strokeDasharray: '3 3', strokeOpacity: 0.7, title: () => name }),
    ),
    ruleY(
      means.filter(({ interval }) => interval),
      {
        y: 'row',
        x1: ({ interval }: Mean) => interval?.[0],
        x2: ({ interval }: Mean) => interval?.[1],
        stroke: 'colour',
        strokeWidth: 2,
      },
    ),
    dot(points, { x: 'value', y: 'row', r: 3.5, stroke: 'colour', strokeOpacity: 0.75, title: 'name' }),
    dot(means, { x: 'mean', y: 'row', r: 4.5, fill: 'colour', symbol: 'diamond' }),
  ];
  return draw({
    id,
    title,
    description,
    width: 680,
    height: rows.length * 26 + 50,
    marginLeft: marginFor(labels),
    marginRight: 24,
    marginTop: 6,
    marginBottom: 38,
    x: { nice: true },
    y: { domain: names, type: 'band' },
    marks,
  });
}

interface Mean {
  readonly interval?: readonly number[] | undefined;
}
