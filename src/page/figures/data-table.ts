import { type Html, html, type Part } from '../html.js';

/** A table of texts; numbers stand to the right. */
export interface DataTable {
  /** What it is a table of, for who hears it. */
  readonly title: string;
  readonly columns: readonly { readonly title: Part; readonly isNumber?: boolean; readonly hint?: string }[];
  /** The first field of a row is its head. */
  readonly rows: readonly (readonly Part[])[];
  /** Rows that stand apart at the end, such as those of teachers. */
  readonly foot?: readonly (readonly Part[])[];
  /** Rows can be put in another order, where scripts run. */
  readonly isSortable?: boolean;
  /** At most so many rows are written. */
  readonly most?: number;
}

const usualMost = 400;

export function dataTable({ title, columns, rows, foot, isSortable, most = usualMost }: DataTable): Html {
  const row = (fields: readonly Part[]): Html =>
    html`<tr>${fields.map((field, at) => cell(field, at, columns[at]?.isNumber === true))}</tr>\n`;
  const heads = columns.map(
    ({ title: head, isNumber, hint }) =>
      html`<th scope="col"${isNumber === true && html` class="number"`}${hint !== undefined && html` title="${hint}"`}>${head}</th>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${title}"><table${isSortable === true && html` class="sortable"`}>
<thead><tr>${heads}</tr></thead>
<tbody>${rows.slice(0, most).map(row)}</tbody>
${foot && foot.length > 0 && html`<tbody class="foot">${foot.map(row)}</tbody>`}
</table></div>
${rows.length > most && html`<p class="note">${most} of ${rows.length} rows are written here; <code>kd exp export --csv</code> writes all.</p>`}`;
}

function cell(field: Part, at: number, isNumber: boolean): Html {
  if (at === 0) return html`<th scope="row"${isNumber && html` class="number"`}>${field}</th>`;
  return html`<td${isNumber && html` class="number"`}>${field}</td>`;
}
