import { html, type Part } from './html.js';

/** A sentence in which words between backticks are to be typed. */
export const prose = (text: string): Part =>
  text.split(/`([^`]+)`/).map((piece, at) => (at % 2 === 1 ? html`<code>${piece}</code>` : piece));
