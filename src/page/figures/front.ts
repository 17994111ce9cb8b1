import { axisX, axisY, dot, gridY, line, type Markish, ruleX, text } from '@observablehq/plot';

import type { Html } from '../html.js';
import { draw } from './draw.js';
import { shortLabel } from './labels.js';
import type { Look } from './looks.js';

/** Something with a size and a value. */
export interface FrontPoint {
  readonly name: string;
  readonly cost: number;
  readonly value: number;
  readonly interval?: readonly [low: number, high: number] | undefined;
  readonly look: Look;
  /** Written beside the mark. */
  readonly label?: string;
}

interface Front {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly points: readonly FrontPoint[];
  /** Those that nothing beats, in the order of their cost. */
  readonly front: readonly FrontPoint[];
  readonly costAxis: string;
  readonly valueAxis: string;
  readonly divisor: number;
}

/** Value against cost on a scale of powers of ten, and the line of those that nothing beats. */
export function front({ id, title, description, points, front: best, costAxis, valueAxis, divisor }: Front): Html {
  const at = (value: number): number => value / divisor;
  const marks: Markish[] = [
    gridY({ stroke: 'currentColor', strokeOpacity: 0.12, ticks: 5 }),
    axisX({ label: costAxis, labelAnchor: 'center', labelArrow: 'none', tickSize: 0, ticks: 5, tickFormat: '~s' }),
    axisY({ label: valueAxis, labelAnchor: 'top', labelArrow: 'none', tickSize: 0, ticks: 5 }),
    line(best, {
      x: 'cost',
      y: ({ value }: FrontPoint) => at(value),
      curve: 'step-after',
      stroke: 'currentColor',
      strokeOpacity: 0.45,
      strokeWidth: 1.2,
    }),
    ruleX(
      points.filter(({ interval }) => interval),
      {
        x: 'cost',
        y1: ({ interval }: FrontPoint) => at(interval?.[0] ?? Number.NaN),
        y2: ({ interval }: FrontPoint) => at(interval?.[1] ?? Number.NaN),
        stroke: ({ look }: FrontPoint) => look.colour,
        strokeWidth: 1.6,
      },
    ),
    ...points.map(point =>
      dot([point], {
        x: 'cost',
        y: ({ value }: FrontPoint) => at(value),
        stroke: point.look.colour,
        symbol: point.look.symbol,
        r: 5,
        strokeWidth: 1.8,
        title: 'name',
      }),
    ),
    text(
      points.filter(({ label }) => label !== undefined),
      {
        x: 'cost',
        y: ({ value }: FrontPoint) => at(value),
        text: ({ label }: FrontPoint) => shortLabel(label ?? ''),
        dy: 14,
        fill: 'currentColor',
      },
    ),
  ];
  return draw({
    id,
    title,
    description,
    width: 720,
    height: 340,
    marginLeft: 52,
    marginRight: 24,
    marginTop: 26,
    marginBottom: 40,
    x: { type: 'log', domain: aroundCosts(points) },
    y: { nice: true },
    marks,
  });
}

/** A third of a power of ten on both sides, so that one size alone stands in the middle. */
function aroundCosts(points: readonly FrontPoint[]): [number, number] {
  const costs = points.map(({ cost }) => cost);
  return [Math.min(...costs) / 2, Math.max(...costs) * 2];
}
