import { type Markish, type PlotOptions, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';

import { Html, html, withoutTurns } from '../html.js';

/** A drawing in words, for who cannot see it. */
export interface Drawing extends PlotOptions {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly marks: Markish[];
}

/** A plot as SVG that needs no script: its colours are variables of the page, so it turns dark with it. */
export function draw({ id, title, description, ...options }: Drawing): Html {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const drawn = plot({ document, style: { fontSize: '12px', background: 'none' }, ...options }) as unknown as Drawn;
  for (const style of drawn.querySelectorAll('style')) style.remove();
  for (const element of [drawn, ...drawn.querySelectorAll('*')]) tidy(element);
  const [width, height] = [Number(drawn.getAttribute('width')), Number(drawn.getAttribute('height'))];
  return html`<svg class="plot" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="12" text-anchor="middle" fill="currentColor"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>${Html.trusted(withoutTurns(drawn.innerHTML))}</svg>`;
}

/** Names of parts are nothing to a reader of one picture, and a hundredth of a pixel is enough. */
function tidy(element: Drawn): void {
  element.removeAttribute('aria-label');
  element.removeAttribute('aria-hidden');
  for (const name of ['transform', 'd', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'cx', 'cy', 'r']) {
    const value = element.getAttribute(name);
    if (value?.includes('.')) element.setAttribute(name, value.replace(/(\.\d\d)\d+/g, '$1'));
  }
}

/** Of an element of the document, what is used here: this program is compiled without a browser's types. */
interface Drawn {
  readonly innerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  remove(): void;
  querySelectorAll(selector: string): Iterable<Drawn>;
}
