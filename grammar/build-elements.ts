import type { ElementCst, NamedCst, ValueCst } from './cst.js';
import { seeAlso } from './diagnostic.js';
import { argumentColon, lateArgument, missingComma, missingOperand, stray, surplusComma } from './diagnostics/index.js';
import type { Reading } from './reading.js';
import { reportStray } from './report-stray.js';
import { shown } from './shown.js';
import type { Span } from './source.js';
import { Colon } from './tokens.js';
import type { Argument, Tagged, Value } from './tree.js';

/** Builds what stands between the brackets of a list or of arguments, and judges its commas. In a list nothing has a name. */
export class ElementsBuilder {
  readonly #reading: Reading;
  readonly #value: (node: ValueCst) => Value;
  readonly #where: 'list' | 'arguments';
  readonly #items: Argument[] = [];
  readonly #withoutComma: Span[] = [];
  /** Whether the last item has its comma, or lost it to a mistake that was reported. */
  #isSeparated = true;

  constructor(reading: Reading, value: (node: ValueCst) => Value, where: 'list' | 'arguments') {
    this.#reading = reading;
    this.#value = value;
    this.#where = where;
  }

  build(elements: readonly ElementCst[]): readonly Argument[] {
    for (const element of elements) this.#element(element);
    this.#reportMissingCommas();
    if (this.#where === 'arguments') this.#judgeOrder();
    return this.#items;
  }

  #element({ children }: ElementCst): void {
    const { named, value, stray: junk, Semicolon: semicolon, Comma: comma } = children;
    const where = this.#where;
    if (named) this.#add(this.#named(named[0]));
    else if (value) this.#addUnnamed(this.#value(value[0]));
    else if (junk) {
      reportStray(junk[0], this.#reading, where);
      this.#spoilLast(this.#reading.span(junk[0].location));
    } else if (semicolon) this.#reading.report(stray.at(this.#reading.span(semicolon[0]), { found: '`;`', where }));
    else if (comma) this.#reading.reportAt(comma[0], surplusComma.at(this.#reading.span(comma[0]), {}));
    this.#isSeparated = !!(comma ?? junk ?? semicolon);
  }

  #named({ children, location }: NamedCst): Argument {
    const reading = this.#reading;
    const span = reading.span(location);
    const [word, separators] = [children.Word?.[0], children.Separator ?? []];
    const name = word && reading.name(word);
    const value = children.value ? this.#value(children.value[0]) : reading.missing(location);
    const wrong = separators.find((separator, index) => index > 0 || separator.tokenType !== Colon);
    const [separator] = separators;
    if (this.#where === 'list' && separator) {
      reading.report(stray.at(reading.span(separator), { found: shown(separator.image), where: 'list' }));
      return { kind: 'Argument', span, name: undefined, value: reading.missing(location) };
    }
    if (name && wrong) reading.report(argumentColon.at(reading.span(wrong), { name: name.text }));
    const last = separators.at(-1);
    if (last && !children.value) {
      reading.reportBehind(last, missingOperand.at(reading.span(last), { behind: last.image }));
    }
    return { kind: 'Argument', span, name, value };
  }

  #addUnnamed(value: Value): void {
    const last = this.#items.at(-1);
    const name = last && !this.#isSeparated && this.#where === 'arguments' ? nameWithoutColon(last, value) : undefined;
    if (!name) {
      this.#add({ kind: 'Argument', span: value.span, name: undefined, value });
      return;
    }
    this.#reading.report(argumentColon.at(name.span, { name: name.text }));
    this.#items[this.#items.length - 1] = {
      kind: 'Argument',
      span: { ...name.span, end: value.span.end },
      name,
      value,
    };
  }

  #add(item: Argument): void {
    if (!this.#isSeparated) this.#withoutComma.push(item.span);
    this.#items.push(item);
  }

  /** Whoever forgets one comma of a list forgets them all: that is one mistake. */
  #reportMissingCommas(): void {
    const [first, ...others] = this.#withoutComma;
    if (!first) return;
    const next = shown(first.source.text.slice(first.start, first.end));
    const diagnostic = missingComma.at(first, { next });
    this.#reading.reportAt(
      first,
      others.slice(0, 8).reduce((all, span) => seeAlso(all, span, 'and here'), diagnostic),
    );
  }

  /** What stands behind an item on its line is a mistake in it; elsewhere it stands for an item of its own. */
  #spoilLast(junk: Argument['span']): void {
    const last = this.#items.at(-1);
    const value = this.#reading.missing(junk);
    const isBehind = last && this.#reading.onOneLine(last.span.end, junk);
    if (isBehind) this.#items[this.#items.length - 1] = { ...last, value };
    else this.#items.push({ kind: 'Argument', span: junk, name: undefined, value });
  }

  #judgeOrder(): void {
    const firstNamed = this.#items.findIndex(item => item.name);
    const late = firstNamed < 0 ? undefined : this.#items.slice(firstNamed).find(isUnnamed);
    if (late) this.#reading.report(lateArgument.at(late.span, {}));
  }
}

const isUnnamed = ({ name, value }: Argument): boolean => !name && value.kind !== 'Missing';

/** `lr 0.05`: a bare word before a literal or a list can only be the name of an argument. */
function nameWithoutColon({ name, value }: Argument, next: Value): Tagged['name'] | undefined {
  if (name || value.kind !== 'Tagged' || value.arguments || value.block) return undefined;
  return ['Number', 'Text', 'List', 'Range', 'Each'].includes(next.kind) ? value.name : undefined;
}
