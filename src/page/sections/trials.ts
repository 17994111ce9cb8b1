import { durationText, numberText, type TrialResult, titleText } from '../../report/index.js';
import type { Context, Section } from '../context.js';
import { dataTable } from '../figures/data-table.js';
import { html, type Part } from '../html.js';

const mostRows = 1500;

/** Every trial by itself, with the identity of its result. */
export function trials({ experiment, planned, scaleOf, labelOf, id }: Context): Section {
  const results = new Map(planned.trials.map(trial => [trial.id, trial.result]));
  const rows = experiment.cells.flatMap(cell => cell.trials.map(trial => ({ cell, trial })));
  const table = dataTable({
    title: `Trials of ${experiment.name}`,
    columns: [
      { title: 'trial' },
      { title: 'cell' },
      { title: 'seed', isNumber: true },
      { title: 'state' },
      ...experiment.metrics.map(name => ({ title: titleText(name, scaleOf(name)), isNumber: true })),
      { title: 'time', isNumber: true, hint: 'of training and measuring the student' },
      { title: 'result', hint: 'begin of the SHA-256 that names it in the store' },
    ],
    rows: rows.map(({ cell, trial }) => [
      trial.id,
      labelOf(cell),
      String(trial.seed),
      stateOf(trial),
      ...experiment.metrics.map(name => {
        const value = trial.metrics[name];
        return value === undefined ? '' : numberText(value, scaleOf(name));
      }),
      trial.state === 'done' ? durationText(trial.seconds) : '',
      html`<code title="${results.get(trial.id)}">${results.get(trial.id)?.slice(0, 12)}</code>`,
    ]),
    isSortable: true,
    most: mostRows,
  });
  const body = html`<details${rows.length <= 30 && html` open`}><summary>${rows.length} trials</summary>${table}</details>`;
  return { id: id('trials'), title: 'Trials', body };
}

const stateOf = ({ state, error, warnings }: TrialResult): Part =>
  [state, ...(error ? [`${error.reason}: ${error.text}`] : []), ...warnings].join('; ');
