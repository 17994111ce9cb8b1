import { axisX, axisY, dot, gridX, type Markish, rect } from '@observablehq/plot';

import type { Html } from '../html.js';
import { draw } from './draw.js';
import { marginFor } from './labels.js';

/** An attempt, or several of one kind in a row that would be too narrow to see apart. */
export interface Bar {
  readonly slot: string;
  /** In seconds from the start of the run. */
  readonly start: number;
  readonly end: number;
  readonly colour: string;
  readonly name: string;
  readonly hasFailed: boolean;
}

interface Gantt {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly slots: readonly string[];
  readonly bars: readonly Bar[];
  readonly axis: string;
  /** How many seconds the unit of the axis has. */
  readonly unit: number;
}

const rowHeight = 30;

/** What ran where and when. */
export function gantt({ id, title, description, slots, bars, axis, unit }: Gantt): Html {
  const place = new Map(slots.map((slot, at) => [slot, at]));
  const boxes = bars.map(bar => ({ ...bar, at: place.get(bar.slot) ?? 0 }));
  const marks: Markish[] = [
    gridX({ stroke: 'currentColor', strokeOpacity: 0.12 }),
    axisX({ label: axis, labelAnchor: 'center', labelArrow: 'none', tickSize: 3, ticks: 8 }),
    axisY({
      label: null,
      tickSize: 0,
      ticks: slots.map((_, at) => at + 0.5),
      tickFormat: (at: number) => slots[Math.floor(at)] ?? '',
    }),
    rect(boxes, {
      x1: ({ start }: Bar) => start / unit,
      x2: ({ end }: Bar) => end / unit,
      y1: ({ at }: { at: number }) => at + 0.12,
      y2: ({ at }: { at: number }) => at + 0.88,
      fill: 'colour',
      stroke: 'var(--paper)',
      strokeWidth: 0.5,
      title: 'name',
    }),
    dot(
      boxes.filter(({ hasFailed }) => hasFailed),
      {
        x: ({ end }: Bar) => end / unit,
        y: ({ at }: { at: number }) => at + 0.5,
        symbol: 'times',
        stroke: 'currentColor',
        strokeWidth: 2,
        r: 5,
        title: 'name',
      },
    ),
  ];
  return draw({
    id,
    title,
    description,
    width: 720,
    height: slots.length * rowHeight + 54,
    marginLeft: marginFor(slots),
    marginRight: 16,
    marginTop: 8,
    marginBottom: 40,
    y: { domain: [0, slots.length], reverse: true },
    marks,
  });
}
