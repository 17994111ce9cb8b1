import { titleText } from '../../report/index.js';
import type { Context } from '../context.js';
import { jobsOfCell } from '../facts/cell-jobs.js';
import { curveExtent } from '../facts/curve-extent.js';
import { type Curve, type CurveKind, curvesOf } from '../facts/curves.js';
import { lookPlace, shownCells } from '../facts/shown-cells.js';
import { curveLines } from '../figures/curve-lines.js';
import type { DataTable } from '../figures/data-table.js';
import { figure } from '../figures/figure.js';
import { type Look, legend, lookAt, mostLooks } from '../figures/looks.js';
import { type Html, html } from '../html.js';

/** The curves of one quantity, of all cells that have it. */
interface Panel {
  readonly name: string;
  readonly curves: readonly { readonly label: string; readonly look: Look; readonly curve: Curve }[];
}

/** More quantities than this are named, not drawn. */
const mostPanels = 12;
/** So many rows of numbers a curve: a table is for reading. */
const mostRows = 200;

/** A drawing for each quantity of a kind, cells over one another; undefined where no epoch has any. */
export function curveFigures(context: Context, kind: CurveKind): Html | undefined {
  const { experiment, main, better, labelOf, input, planned, id } = context;
  const { cells, note } = shownCells(experiment.cells, mostLooks, { metric: main ?? '', better });
  const drawn = cells.map((cell, at) => ({
    label: labelOf(cell),
    look: lookAt(lookPlace(cell, at, cells)),
    curves: curvesOf(
      jobsOfCell(input.state, planned, cell).flatMap(({ training }) => training ?? []),
      input.epochsOf,
      kind,
    ),
  }));
  const names = [...new Set(drawn.flatMap(({ curves }) => curves.map(({ name }) => name)))];
  if (names.length === 0) return undefined;
  const panels = names.slice(0, mostPanels).map(
    (name): Panel => ({
      name,
      curves: drawn.flatMap(({ label, look, curves }) => {
        const curve = curves.find(other => other.name === name);
        return curve ? [{ label, look, curve }] : [];
      }),
    }),
  );
  const having = drawn.filter(({ curves }) => curves.length > 0);
  return html`${legend(
    having.map(({ label, look }) => ({ name: label, look })),
    'line',
  )}
<div class="panels">${panels.map((panel, at) => panelFigure(panel, `${id(kind)}-${at}`, context, kind, panels.length))}</div>
${note !== undefined && html`<p class="note">${note}</p>`}
${names.length > mostPanels && html`<p class="note">Not drawn: ${names.slice(mostPanels).join(', ')}. <code>kd exp export --csv</code> writes all epochs.</p>`}`;
}

function panelFigure(panel: Panel, id: string, context: Context, kind: CurveKind, count: number): Html {
  const scale = kind === 'validation' ? context.scaleOf(panel.name) : undefined;
  const axis = scale ? titleText(panel.name, scale) : panel.name;
  const { isCut } = curveExtent(panel.curves.flatMap(({ curve }) => curve.points));
  return figure({
    label: `${panel.name} by epoch`,
    caption: html`<strong>${axis}</strong>${kind === 'validation' && ' on the validation part'} by epoch, mean over seeds with its 95 % interval.${isCut && ' Bands go beyond the edge.'}`,
    drawing: curveLines({
      id,
      title: `${panel.name} by epoch`,
      description: `${panel.curves.map(({ label, curve }) => `${label}: ${spanText(curve)}`).join('; ')}.`,
      axis,
      curves: panel.curves,
      divisor: scale?.divisor ?? 1,
      width: count === 1 ? 720 : 420,
    }),
    data: curveTable(panel, scale?.divisor ?? 1),
  });
}

function spanText({ points }: Curve): string {
  const [first, last] = [points[0], points.at(-1)];
  return first && last
    ? `from ${first.mean.toPrecision(3)} at epoch ${first.epoch} to ${last.mean.toPrecision(3)} at epoch ${last.epoch}`
    : 'no points';
}

function curveTable({ name, curves }: Panel, divisor: number): DataTable {
  const epochs = [...new Set(curves.flatMap(({ curve }) => curve.points.map(({ epoch }) => epoch)))].sort(
    (a, b) => a - b,
  );
  const byEpoch = curves.map(({ curve }) => new Map(curve.points.map(point => [point.epoch, point])));
  return {
    title: `${name} by epoch, mean over seeds with its 95 % interval`,
    columns: [{ title: 'epoch', isNumber: true }, ...curves.map(({ label }) => ({ title: label, isNumber: true }))],
    rows: epochs.map(epoch => [
      String(epoch),
      ...byEpoch.map(points => {
        const point = points.get(epoch);
        if (!point) return '';
        const text = (value: number): string => (value / divisor).toPrecision(4);
        return point.low === undefined || point.high === undefined
          ? text(point.mean)
          : html`${text(point.mean)}<span class="spread"> [${text(point.low)}, ${text(point.high)}]</span>`;
      }),
    ]),
    most: mostRows,
  };
}
