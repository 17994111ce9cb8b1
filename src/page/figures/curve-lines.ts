import { areaY, axisX, axisY, gridY, line, type Markish } from '@observablehq/plot';

import { curveExtent } from '../facts/curve-extent.js';
import type { Curve } from '../facts/curves.js';
import type { Html } from '../html.js';
import { draw } from './draw.js';
import type { Look } from './looks.js';

interface CurveLines {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly axis: string;
  readonly curves: readonly { readonly curve: Curve; readonly look: Look }[];
  readonly divisor?: number;
  readonly width: number;
}

/** Means over seeds by epoch, with bands of their 95 % intervals. */
export function curveLines({ id, title, description, axis, curves, divisor = 1, width }: CurveLines): Html {
  const scaled = curves.map(({ curve, look }) => ({
    look,
    points: curve.points.map(({ epoch, mean, low, high }) => ({
      epoch,
      mean: mean / divisor,
      low: low === undefined ? undefined : low / divisor,
      high: high === undefined ? undefined : high / divisor,
    })),
  }));
  const bands = scaled.map(({ points, look }) =>
    areaY(
      points.filter(({ low }) => low !== undefined),
      { x: 'epoch', y1: 'low', y2: 'high', fill: look.colour, fillOpacity: 0.14, clip: true },
    ),
  );
  const lines = scaled.map(({ points, look }) =>
    line(points, {
      x: 'epoch',
      y: 'mean',
      stroke: look.colour,
      strokeWidth: 1.8,
      strokeDasharray: look.dash,
      clip: true,
      ...(points.length === 1 ? { marker: 'dot' } : {}),
    }),
  );
  const marks: Markish[] = [
    gridY({ stroke: 'currentColor', strokeOpacity: 0.12, ticks: 5 }),
    axisX({ label: 'epoch', labelAnchor: 'center', labelArrow: 'none', tickSize: 3, ticks: 6, tickFormat: whole }),
    axisY({ label: axis, labelAnchor: 'top', labelArrow: 'none', tickSize: 0, ticks: 5 }),
    ...bands,
    ...lines,
  ];
  return draw({
    id,
    title,
    description,
    width,
    height: Math.round(width * 0.5 + 60),
    marginLeft: 60,
    marginRight: 14,
    marginTop: 26,
    marginBottom: 38,
    y: { domain: curveExtent(scaled.flatMap(({ points }) => points)).domain, nice: true },
    marks,
  });
}

const whole = (epoch: number): string => (Number.isInteger(epoch) ? String(epoch) : '');
