import { cut, type MetricLookup, pad, valueText } from '../../report/index.js';
import type { Curves } from './history.js';
import { plot } from './plot.js';
import { type Line, line, toned } from './span.js';
import type { Box } from './views/view.js';

/** Columns that the numbers beside a plot take. */
const scaleWidth = 8;

interface Curve {
  readonly title: string;
  readonly values: readonly number[];
  readonly text: (value: number) => string;
}

/** The plots of all loss terms and metrics of a training, as many side by side as fit. */
export function curveLines({ epochs, losses, metrics }: Curves, metric: MetricLookup, box: Box): Line[] {
  const curves: readonly Curve[] = [
    ...[...losses].map(
      ([name, values]): Curve => ({ title: `loss ${name}`, values, text: value => value.toPrecision(3) }),
    ),
    ...[...metrics].map(
      ([name, values]): Curve => ({
        title: `validation ${name}`,
        values,
        text: value => valueText(value, metric(name).unit),
      }),
    ),
  ];
  const beside = Math.max(1, Math.min(curves.length, Math.floor((box.columns + 2) / 42)));
  const width = Math.floor((box.columns + 2) / beside) - 2;
  const height = box.rows >= 40 ? 8 : box.rows >= 24 ? 5 : 4;
  const rows = Array.from({ length: Math.ceil(curves.length / beside) }, (_, at) =>
    curves.slice(at * beside, (at + 1) * beside),
  );
  return rows.flatMap(row => {
    const pictures = row.map(curve => picture(curve, epochs, { ...box, columns: width }, height));
    const lines = Array.from({ length: height + 1 }, (_, at) =>
      line(...pictures.flatMap((one, index) => [...(index > 0 ? ['  '] : []), ...(one[at]?.spans ?? [])])),
    );
    return [...lines, line()];
  });
}

/** One plot: its name and last value, the largest and the smallest beside the curve. */
function picture({ title, values, text }: Curve, epochs: number, box: Box, height: number): Line[] {
  const width = Math.max(4, box.columns - scaleWidth - 1);
  const finite = values.filter(Number.isFinite);
  const last = values.at(-1);
  const rows = plot(values, epochs, { width, height }, box);
  const beside = (at: number): string => {
    if (finite.length === 0) return '';
    if (at === 0) return text(finite.reduce((most, value) => Math.max(most, value)));
    return at === height - 1 ? text(finite.reduce((least, value) => Math.min(least, value))) : '';
  };
  const head = `${title}  ${last === undefined ? '' : text(last)}  epoch ${values.length}/${epochs}`;
  return [
    line(toned('bold', pad(cut(head, box.columns, box), box.columns))),
    ...rows.map((row, at) =>
      line(toned('dim', `${pad(cut(beside(at), scaleWidth, box), scaleWidth, 'right')} `), toned('info', row)),
    ),
  ];
}
