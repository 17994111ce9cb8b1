import { type Html, html, type Part } from '../html.js';
import { prose } from '../prose.js';
import { type DataTable, dataTable } from './data-table.js';

/** A drawing with all that belongs to it. */
export interface Figure {
  /** Of the part that scrolls, for who hears it. */
  readonly label: string;
  readonly caption: Part;
  readonly drawing: Part;
  readonly legend?: Part;
  /** What is left out of it. */
  readonly note?: string | undefined;
  /** The numbers behind it. */
  readonly data?: DataTable;
}

/** Drawings wider than the screen are scrolled by themselves, also by keys. */
export const figure = ({ label, caption, drawing, legend, note, data }: Figure): Html => html`<figure>
${legend}<div class="scroll" tabindex="0" role="group" aria-label="${label}">${drawing}</div>
<figcaption>${caption}${note !== undefined && html` <span class="note">${prose(note)}</span>`}</figcaption>
${data && dataDetails(data)}
</figure>
`;

const dataDetails = (data: DataTable): Html =>
  html`<details><summary>Data: ${data.title}</summary>${dataTable(data)}</details>`;
