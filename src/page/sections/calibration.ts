import { summarize } from '../../report/index.js';
import type { Context, Section } from '../context.js';
import { calibrationError, pooledBins } from '../facts/reliability.js';
import { shownCells } from '../facts/shown-cells.js';
import { figure } from '../figures/figure.js';
import { reliabilityDiagram } from '../figures/reliability-diagram.js';
import { html } from '../html.js';
import { notKept, talliesOfCell } from './tallies.js';

const mostDiagrams = 12;

/** Whether students are as sure as they are right. */
export function calibration(context: Context): Section {
  const { experiment, main, better, labelOf, id } = context;
  const title = 'Calibration';
  const having = experiment.cells.filter(cell => talliesOfCell(context, cell).length > 0);
  if (having.length === 0 || main === undefined) return { title, missing: notKept(context) };
  const { cells, note } = shownCells(having, mostDiagrams, { metric: main, better });
  const drawn = cells.map((cell, at) => {
    const tallies = talliesOfCell(context, cell);
    const error = summarize(tallies.map(calibrationError));
    const bins = pooledBins(tallies);
    const name = labelOf(cell);
    const text = `ECE ${(100 * error.mean).toFixed(2)} %${error.sd === undefined ? '' : ` ± ${(100 * error.sd).toFixed(2)}`}`;
    const diagram = reliabilityDiagram({
      id: id(`reliability-${at}`),
      title: `Reliability of ${name}`,
      description: `${text}. ${bins.flatMap(bin => (bin.count > 0 ? [`confidence ${(bin.confidence / bin.count).toFixed(2)}: right ${(bin.correct / bin.count).toFixed(2)} of ${bin.count}`] : [])).join('; ')}.`,
      bins,
    });
    return { name, text, bins, diagram };
  });
  const body = figure({
    label: 'Reliability diagrams',
    caption:
      'Share of right answers against confidence in 15 bins of equal width, examples of all seeds together; the area of a circle grows with the examples in it. Below the diagonal a student is surer than it is right. ECE: mean over seeds ± sample standard deviation.',
    drawing: html`<div class="small-multiples">${drawn.map(({ name, text, diagram }) => html`<div><p class="panel-title">${name}<br><span class="spread">${text}</span></p>${diagram}</div>`)}</div>`,
    note,
    data: {
      title: 'Reliability by cell and bin of confidence',
      columns: [
        { title: 'cell' },
        { title: 'bin' },
        { title: 'examples', isNumber: true },
        { title: 'mean confidence', isNumber: true },
        { title: 'share right', isNumber: true },
      ],
      rows: drawn.flatMap(({ name, bins }) =>
        bins.flatMap(({ count, confidence, correct }, at) =>
          count === 0
            ? []
            : [
                [
                  name,
                  `${(at / bins.length).toFixed(2)} to ${((at + 1) / bins.length).toFixed(2)}`,
                  String(count),
                  (confidence / count).toFixed(4),
                  (correct / count).toFixed(4),
                ],
              ],
        ),
      ),
    },
  });
  return { id: id('calibration'), title, body };
}
