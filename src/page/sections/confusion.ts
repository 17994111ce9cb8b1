import type { CellResult } from '../../report/index.js';
import type { Context, Section } from '../context.js';
import { mistakesOf, pooledConfusion, recall } from '../facts/confusion.js';
import { bestCell, shownCells } from '../facts/shown-cells.js';
import { dataTable } from '../figures/data-table.js';
import { type Html, html, type Part } from '../html.js';
import { notKept, talliesOfCell } from './tallies.js';

/** A matrix of more classes is not written out: its largest mistakes are. */
const mostClasses = 24;
const mostMistakes = 20;
const mostMatrices = 8;

interface Confused {
  readonly name: string;
  readonly classes: readonly string[];
  readonly matrix: readonly (readonly number[])[];
  readonly seeds: number;
}

/** Which classes are taken for which. */
export function confusion(context: Context): Section {
  const { experiment, main, better, id } = context;
  const title = 'Confusion';
  const found = (cell: CellResult): Confused[] => {
    const tallies = talliesOfCell(context, cell);
    const matrix = pooledConfusion(tallies);
    const classes = tallies[0]?.classes;
    return matrix && classes ? [{ name: context.labelOf(cell), classes, matrix, seeds: tallies.length }] : [];
  };
  const having = experiment.cells.filter(cell => found(cell).length > 0);
  if (having.length === 0 || main === undefined) {
    const counted = experiment.cells.some(cell => talliesOfCell(context, cell).length > 0);
    return { title, missing: counted ? 'with more than 200 classes no matrix is kept' : notKept(context) };
  }
  const { cells, note } = shownCells(having, mostMatrices, { metric: main, better });
  const best = bestCell(having, { metric: main, better });
  const body = html`<p>Rows are the right class, columns the class named; counts of all seeds together, shaded by their share of the row. Above each the two most frequent mistakes; the best cell by ${main} is open.</p>
${cells.map(cell => found(cell).map(one => html`<details${cell === best && html` open`}><summary>${one.name}: ${topMistakes(one)}</summary>${one.classes.length <= mostClasses ? matrixTable(one) : mistakesTable(one)}</details>\n`))}
${note !== undefined && html`<p class="note">${note}</p>`}`;
  return { id: id('confusion'), title, body };
}

function topMistakes({ matrix, classes }: Confused): string {
  const [first, second] = mistakesOf(matrix);
  if (!first) return 'no mistake';
  const text = ({ from, to, share }: typeof first): string =>
    `${classes[from]} taken for ${classes[to]} (${(100 * share).toFixed(1)} %)`;
  return [first, ...(second ? [second] : [])].map(text).join(', ');
}

function matrixTable(confused: Confused): Html {
  const { name, classes, matrix, seeds } = confused;
  const cell = (row: readonly number[], to: number): Part => {
    const count = row[to] ?? 0;
    const share =
      count /
      Math.max(
        1,
        row.reduce((sum, value) => sum + value, 0),
      );
    return html`<td class="number" style="--v:${share.toFixed(3)}">${count === 0 ? html`<span class="none">0</span>` : count}</td>`;
  };
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Confusion matrix of ${name}"><table class="confusion">
<caption>${name}, ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}: right class by row, named class by column</caption>
<thead><tr><th scope="col">right \\ named</th>${classes.map(label => html`<th scope="col" class="number">${label}</th>`)}<th scope="col" class="number">recall</th></tr></thead>
<tbody>${matrix.map((row, from) => html`<tr><th scope="row">${classes[from]}</th>${row.map((_, to) => cell(row, to))}<td class="number">${percent(recall(matrix, from))}</td></tr>\n`)}</tbody>
</table></div>`;
}

function mistakesTable({ name, matrix, classes }: Confused): Html {
  const mistakes = mistakesOf(matrix);
  return html`${dataTable({
    title: `Most frequent mistakes of ${name}`,
    columns: [
      { title: 'right class' },
      { title: 'named class' },
      { title: 'times', isNumber: true },
      { title: '% of the class', isNumber: true },
    ],
    rows: mistakes
      .slice(0, mostMistakes)
      .map(({ from, to, count, share }) => [classes[from], classes[to], String(count), (100 * share).toFixed(1)]),
  })}
<p class="note">The ${Math.min(mostMistakes, mistakes.length)} most frequent of ${mistakes.length} kinds of mistakes among ${classes.length} classes.</p>`;
}

const percent = (share: number | undefined): string => (share === undefined ? '' : `${(100 * share).toFixed(1)} %`);
