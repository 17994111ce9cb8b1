import { axisX, axisY, dot, line, link, type Markish } from '@observablehq/plot';

import type { ReliabilityBin } from '../../formats/index.js';
import type { Html } from '../html.js';
import { draw } from './draw.js';

interface ReliabilityDiagram {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly bins: readonly ReliabilityBin[];
}

/** Share of right answers against confidence, bin by bin; the larger a mark the more examples; on the diagonal is honest. */
export function reliabilityDiagram({ id, title, description, bins }: ReliabilityDiagram): Html {
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  const points = bins
    .filter(({ count }) => count > 0)
    .map(({ count, confidence, correct }) => ({
      confidence: confidence / count,
      accuracy: correct / count,
      share: count / all,
      name: `${count} examples: confidence ${(confidence / count).toFixed(3)}, right ${(correct / count).toFixed(3)}`,
    }));
  const marks: Markish[] = [
    line(
      [
        [0, 0],
        [1, 1],
      ],
      { stroke: 'currentColor', strokeOpacity: 0.5, strokeDasharray: '3 3' },
    ),
    axisX({ label: 'confidence', labelAnchor: 'center', labelArrow: 'none', tickSize: 3, ticks: [0, 0.5, 1] }),
    axisY({ label: 'right', labelAnchor: 'top', labelArrow: 'none', tickSize: 3, ticks: [0, 0.5, 1] }),
    link(points, {
      x1: 'confidence',
      x2: 'confidence',
      y1: 'confidence',
      y2: 'accuracy',
      stroke: 'var(--s1)',
      strokeOpacity: 0.5,
    }),
    dot(points, {
      x: 'confidence',
      y: 'accuracy',
      r: ({ share }: { share: number }) => 2.2 + 7 * Math.sqrt(share),
      stroke: 'var(--s1)',
      strokeWidth: 1.5,
      fill: 'var(--s1)',
      fillOpacity: 0.18,
      title: 'name',
    }),
  ];
  return draw({
    id,
    title,
    description,
    width: 210,
    height: 214,
    marginLeft: 34,
    marginRight: 14,
    marginTop: 22,
    marginBottom: 34,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    r: { type: 'identity' },
    marks,
  });
}
