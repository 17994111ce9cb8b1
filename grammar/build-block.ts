import { isImplied } from './brackets.js';
import { ValueBuilder } from './build-value.js';
import type { IToken } from './chevrotain.js';
import type { BlockCst, DashesCst, EntryCst, GivenCst, SettingCst } from './cst.js';
import * as mistake from './diagnostics/index.js';
import type { Reading } from './reading.js';
import { reportLeftover, reportStray } from './report-stray.js';
import { BadWord } from './tokens.js';
import type { Block, Setting, Value } from './tree.js';

/** Builds blocks and their settings. */
export class BlockBuilder {
  readonly #reading: Reading;
  readonly #values: ValueBuilder;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#values = new ValueBuilder(reading, node => this.build(node));
  }

  build({ children, location }: BlockCst): Block {
    const reading = this.#reading;
    const outerIsLossy = reading.isLossy;
    reading.isLossy = !children.RightCurly || isUnclosed(children);
    const settings: Setting[] = [];
    const entries = children.entry ?? [];
    for (let index = 0; index < entries.length; index++) {
      const length = this.#bareListAt(entries, index, settings);
      const entry = entries[index];
      if (length > 0) index += length - 1;
      else if (entry) this.#entry(entry, settings);
    }
    const partial = reading.isLossy ? { partial: true as const } : {};
    reading.isLossy = outerIsLossy;
    return { kind: 'Block', span: reading.span(location), settings, ...partial };
  }

  #entry({ children, location }: EntryCst, settings: Setting[]): void {
    const reading = this.#reading;
    const { setting, Comma: comma, dashes, stray } = children;
    if (comma) reading.report(mistake.settingComma.at(reading.span(comma[0]), {}));
    if (setting) {
      const built = this.#setting(setting[0]);
      if (built) settings.push(built);
      else reading.isLossy = true;
    }
    if (dashes) this.reportDashes(dashes[0]);
    if (dashes ?? stray) reading.isLossy = true;
    if (!stray) return;
    const last = settings.at(-1);
    const isBehind = last && reading.onOneLine(last.span.end, location);
    if (!isBehind || last.value.kind !== 'Missing') reportStray(stray[0], reading, 'block');
    if (isBehind) settings[settings.length - 1] = { ...last, value: reading.missing(last.name.span) };
  }

  /** `measure accuracy, nll`: reports a list without brackets behind the last setting, and gives its length in entries. */
  #bareListAt(entries: readonly EntryCst[], start: number, settings: Setting[]): number {
    const reading = this.#reading;
    const [comma, last] = [entries[start]?.children.Comma?.[0], settings.at(-1)];
    const isOnLine = (end: number, next: EntryCst | undefined): boolean =>
      !!next && reading.onOneLine(end, next.location);
    if (!comma || !last || !isOnLine(last.span.end, entries[start])) return 0;
    const isHabit = !!entries[start - 2]?.children.Comma; // commas between settings, so a word is one without its value
    let end = start;
    let isBare = false;
    while (
      entries[end]?.children.Comma &&
      isOnLine(reading.span(entries[end]?.location ?? comma).end, entries[end + 1])
    ) {
      const form = formOf(entries[end + 1]);
      if (form === 'setting' || (form === 'word' && isHabit)) return 0;
      if (form !== 'block') isBare = true;
      end += 2;
    }
    if (!isBare) return 0;
    reading.report(mistake.bareList.at(reading.span(comma), { name: last.name.text }));
    settings[settings.length - 1] = { ...last, value: reading.missing(last.name.span) };
    return end - start;
  }

  #setting({ children, location }: SettingCst): Setting | undefined {
    const reading = this.#reading;
    const [word, separators, given] = [children.Word?.[0], children.Separator ?? [], children.given];
    if (!word) return undefined;
    const name = reading.name(word);
    const [separator] = separators;
    if (separator) {
      const text = separators.map(({ image }) => image).join('');
      const span = reading.span(separator, separators.at(-1));
      reading.report(mistake.foreignSeparator.at(span, { separator: text, name: name.text }));
    }
    const value = given ? this.given(given[0], separators.at(-1) ?? word, name.text) : reading.missing(location);
    if (!given)
      reading.reportBehind(separators.at(-1) ?? word, mistake.missingValue.at(name.span, { name: name.text }));
    return word.tokenType === BadWord ? undefined : { kind: 'Setting', span: reading.span(location), name, value };
  }

  /** The value behind a name; `Missing` where it stands on another line, or is something else. */
  given({ children, location }: GivenCst, behind: IToken, name: string): Value {
    const reading = this.#reading;
    const { value, Reserved: reserved, dashes, leftover } = children;
    const isOnLine = reading.onOneLine(reading.span(behind).end, location);
    const span = reading.span(behind);
    if (value) {
      const built = this.#values.value(value[0]);
      if (isOnLine || built.kind === 'Block') return built;
      reading.report(mistake.missingValue.at(span, { name, below: true }));
    }
    if (reserved) reading.report(mistake.reservedValue.at(reading.span(reserved[0]), { word: reserved[0].image }));
    if (dashes) this.reportDashes(dashes[0]);
    if (leftover) reportLeftover(leftover[0], reading, 'value');
    return reading.missing(behind);
  }

  reportDashes({ children, location }: DashesCst): void {
    const { Dash: dashes } = children;
    this.#reading.skip(location);
    if (dashes) this.#reading.report(mistake.dashList.at(this.#reading.span(dashes[0]), {}));
  }
}

/** What stands behind a comma: surely a setting, surely a value, a bare word, or a word with a block (`kd { … }`). */
function formOf(entry: EntryCst | undefined): 'setting' | 'value' | 'word' | 'block' {
  const setting = entry?.children.setting?.[0].children;
  if (!setting) return entry?.children.stray ? 'value' : 'setting';
  if (setting.Separator) return 'setting';
  const [given] = setting.given ?? [];
  if (!given) return 'word';
  const [value] = given.children.value ?? [];
  if (!value) return 'value';
  return value.children.operand?.[0].children.low?.[0].children.block ? 'block' : 'setting';
}

function isUnclosed({ LeftCurly: open, RightCurly: close }: BlockCst['children']): boolean {
  return !open || !close || (isImplied(close[0]) && !isImplied(open[0]));
}
