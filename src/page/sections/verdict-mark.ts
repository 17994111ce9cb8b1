import type { Comparison } from '../../report/index.js';
import { type Html, html } from '../html.js';

/** A sign beside the word, so that colour is never the only one. */
export function verdictMark(verdict: Comparison['verdict']): Html {
  switch (verdict) {
    case 'better':
      return html`<span class="better" aria-hidden="true">▲</span>`;
    case 'worse':
      return html`<span class="worse" aria-hidden="true">▼</span>`;
    case 'no difference shown':
      return html`<span class="open" aria-hidden="true">○</span>`;
  }
}
