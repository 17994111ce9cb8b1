import { significance, warningTexts } from '../../report/index.js';
import type { Context } from '../context.js';
import { answerOf } from '../facts/answer.js';
import { shownCells } from '../facts/shown-cells.js';
import { figure } from '../figures/figure.js';
import { intervalRows } from '../figures/interval-rows.js';
import { type Html, html } from '../html.js';
import { prose } from '../prose.js';
import { glance } from './glance.js';
import { verdictMark } from './verdict-mark.js';

/** So many differences fit beside their answer. */
const mostRows = 12;
/** So many warnings stand open, so that the answer stays on the first screen. */
const mostWarnings = 4;

/** The answer in words, what to know before one believes it, and the differences it rests on. */
export function answer(context: Context): Html {
  const { lead, findings, more } = answerOf(context);
  return html`<p class="lead">${prose(lead)}</p>
${findings.length > 0 && html`<ul class="findings">${findings.map(({ cell, text, verdict }) => html`<li>${verdictMark(verdict)}<strong>${cell}</strong>: ${text}</li>`)}</ul>`}
${more !== undefined && html`<p class="note">${more}</p>`}
${warnings(context)}
${glance(context)}
${differences(context)}`;
}

function warnings({ experiment, input }: Context): Html | false {
  const texts = warningTexts(experiment, input.metric, input.classes);
  const list = (some: readonly string[]): Html => html`<ul>${some.map(text => html`<li>${prose(text)}</li>`)}</ul>`;
  const more = texts.slice(mostWarnings);
  return (
    texts.length > 0 &&
    html`<div class="warnings" role="note"><p><strong>Read this first</strong></p>${list(texts.slice(0, mostWarnings))}${
      more.length > 0 && html`<details><summary>and ${more.length} more</summary>${list(more)}</details>`
    }</div>`
  );
}

function differences(context: Context): Html | false {
  const { experiment, better, labelOf, scaleOf, id } = context;
  const { compare } = experiment;
  const compared = experiment.cells.filter(({ against }) => against?.ci95);
  if (!compare || compared.length === 0) return false;
  const { cells, note } = shownCells(compared, mostRows, { metric: compare.metric, better });
  const scale = scaleOf(compare.metric);
  const unit = scale.differenceUnit === '' ? '' : ` (${scale.differenceUnit})`;
  const side = better === 'larger' ? 'right' : 'left';
  const drawing = intervalRows({
    id: id('differences'),
    title: `Differences from ${compare.baseline} in ${compare.metric}`,
    description: `For each of ${cells.length} cells the mean difference from ${compare.baseline} and its 95 % interval. The table of cells below has the numbers.`,
    rows: cells.map(cell => ({
      label: labelOf(cell),
      points: [],
      mean: cell.against?.difference,
      interval: cell.against?.ci95,
      colour: cell.against?.verdict === 'no difference shown' ? 'var(--muted)' : 'var(--s1)',
    })),
    rules: [{ value: 0, name: `no difference from ${compare.baseline}` }],
    axis: `difference from ${compare.baseline} in ${compare.metric}${unit}`,
    divisor: scale.divisor,
  });
  return figure({
    label: `Differences from ${compare.baseline}`,
    caption: `Difference from ${compare.baseline}, paired by seed, with its 95 % interval; ${side} of the dashed line is better. Grey: not shown to differ at ${significance * 100} % after Holm's correction.`,
    drawing,
    note,
  });
}
