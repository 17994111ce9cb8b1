import { type Diagnostic, seeAlso } from './diagnostic.js';
import { foreignComment, foreignQuotes, foreignSeparator } from './diagnostics/index.js';
import { firstMistakes, mostMistakes } from './first-mistakes.js';
import { positionOf, type Source } from './source.js';

const placesShown = 8;

/** Habits of other languages: whoever has one has it all along the line. */
const habits = new Set([foreignComment.code, foreignQuotes.code, foreignSeparator.code]);

/** Collects the mistakes of one file: one for each line and cause, in order of position, a hundred at most. */
export class Report {
  readonly #source: Source;
  readonly #byCause = new Map<string, Diagnostic>();
  #dropped = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  /** Adds a mistake. The same one again on its line becomes one more place of the first. */
  add(diagnostic: Diagnostic): void {
    const { line } = positionOf(this.#source, diagnostic.span.start);
    const what = habits.has(diagnostic.code) ? '' : diagnostic.message;
    const cause = `${line} ${diagnostic.code} ${what}`;
    const first = this.#byCause.get(cause);
    if (first && first.related.length < placesShown) {
      this.#byCause.set(cause, seeAlso(first, diagnostic.span, 'and here'));
    } else if (!first && this.#byCause.size < 100 * mostMistakes) {
      this.#byCause.set(cause, diagnostic);
    } else if (!first) {
      this.#dropped++;
    }
  }

  /** All that was added, in order; the last one counts what is left out. */
  finish(): readonly Diagnostic[] {
    const all = [...this.#byCause.values()].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    return firstMistakes(all, this.#dropped);
  }
}
