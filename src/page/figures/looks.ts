import { type Html, html } from '../html.js';

/** How one of several things is drawn: never by colour alone. */
export interface Look {
  /** A variable of the style sheet, which has a value for light and one for dark. */
  readonly colour: string;
  readonly symbol: 'circle' | 'square' | 'triangle' | 'diamond' | 'times' | 'star' | 'wye' | 'plus';
  readonly dash: string;
}

const symbols = ['circle', 'square', 'triangle', 'diamond', 'times', 'star', 'wye', 'plus'] as const;
const dashes = ['none', '6 3', '2 3', '9 3 2 3', '1 2', '12 4', '5 2 1 2 1 2', '3 6'];

/** So many can be told apart. */
export const mostLooks = symbols.length;

/** The look of the thing at a place; the first is for what others are compared with. */
export const lookAt = (at: number): Look => ({
  colour: `var(--s${at % mostLooks})`,
  symbol: symbols[at % mostLooks] ?? 'circle',
  dash: dashes[at % mostLooks] ?? 'none',
});

/** What stands for a thing. */
type LegendKind = 'line' | 'mark' | 'box';

/** Names beside a piece of the line and the mark that stand for them. */
export const legend = (entries: readonly { readonly name: string; readonly look: Look }[], by: LegendKind): Html =>
  html`<ul class="legend">${entries.map(({ name, look }) => html`<li>${swatch(look, by)}${name}</li>`)}</ul>\n`;

function swatch({ colour, symbol, dash }: Look, by: LegendKind): Html {
  if (by === 'box')
    return html`<svg aria-hidden="true" width="14" height="14"><path d="M0 1H13V13H0Z" fill="${colour}"/></svg>`;
  if (by === 'line')
    return html`<svg aria-hidden="true" width="28" height="10"><path d="M0 5H28" fill="none" stroke="${colour}" stroke-width="2"${dash !== 'none' && html` stroke-dasharray="${dash}"`}/></svg>`;
  return html`<svg aria-hidden="true" width="14" height="14" viewBox="-7 -7 14 14"><path d="${shapes[symbol]}" fill="none" stroke="${colour}" stroke-width="1.7"/></svg>`;
}

const shapes: Readonly<Record<Look['symbol'], string>> = {
  circle: 'M4.5 0A4.5 4.5 0 1 1-4.5 0A4.5 4.5 0 1 1 4.5 0',
  square: 'M-4-4H4V4H-4Z',
  triangle: 'M0-5L5 4H-5Z',
  diamond: 'M0-6L4 0L0 6L-4 0Z',
  times: 'M-4-4L4 4M-4 4L4-4',
  star: 'M0-6L1.5-2L6-2L2.3.8L3.6 5L0 2.5L-3.6 5L-2.3.8L-6-2L-1.5-2Z',
  wye: 'M0 0V5.5M0 0L-5-3M0 0L5-3',
  plus: 'M-6 0H6M0-6V6',
};
