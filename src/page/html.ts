import { visible } from '../lib/visible.js';

/** Text that is HTML already: made by `html` only, so nothing of an author's gets in unescaped. */
export class Html {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** For what this program wrote itself: a style sheet, a drawing. Never for anything that came from outside. */
  static trusted(text: string): Html {
    return new Html(text);
  }
}

/** What a template may hold: text is escaped, `undefined` and `false` are nothing, lists are joined. */
export type Part = Html | string | number | undefined | false | readonly Part[];

/** HTML with all that is put in escaped, for text between tags and for attributes in double quotes alike. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return Html.trusted(strings.reduce((text, string, at) => `${text}${textOf(parts[at - 1])}${string}`));
}

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  return escaped(String(part));
}

export const escaped = (text: string): string =>
  withoutTurns(text).replace(/[&<>"']/g, character => entities[character] ?? '');

/** Marks that would turn the writing round are shown, as on a terminal; line ends and tabs stay, for text that is laid out. */
export const withoutTurns = (text: string): string =>
  text
    .split(/([\n\t])/)
    .map(piece => (piece === '\n' || piece === '\t' ? piece : visible(piece)))
    .join('');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
