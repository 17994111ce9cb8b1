import { type Block, type Name, type Setting, type Span, seeAlso, type Value } from '../../grammar/index.js';
import { nearest } from '../lib/nearest.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { homeOf, nearestAnywhere } from './homes.js';

/** The settings of a block, by name. A setting whose value is missing or wrong counts as given. */
export type Settings = ReadonlyMap<string, Setting>;

export interface Frame {
  /** As messages call the block: `train`, `kd`. */
  readonly called: string;
  readonly known: readonly string[];
  /** Settings that may be given more than once. */
  readonly repeatable?: readonly string[];
  /** A better word than the usual one for a setting that is not known. */
  readonly hint?: (setting: string) => string | undefined;
}

/** Reads a block whose settings may be in any order: unknown ones, repeated ones and ones without a value are reported. */
export function readSettings(block: Block, frame: Frame, context: CheckContext): Settings {
  const settings = new Map<string, Setting>();
  for (const setting of block.settings) {
    const name = setting.name.text;
    const before = settings.get(name);
    if (!frame.known.includes(name)) reportUnknownSetting(setting.name, frame, context);
    else if (before && !frame.repeatable?.includes(name))
      context.report(seeAlso(say.givenTwice.at(setting.name.span, { name }), before.name.span, 'first given here'));
    else if (lacksValue(setting, frame, context)) {
      context.report(say.missingValue.at(setting.name.span, { name }));
      settings.set(name, { ...setting, value: { kind: 'Missing', span: setting.value.span } });
    } else settings.set(name, setting);
  }
  return settings;
}

/** Says where the setting belongs, or which was probably meant, or which there are. */
export function reportUnknownSetting({ text: name, span }: Name, frame: Frame, context: CheckContext): void {
  const near = nearest(name, frame.known);
  const home = frame.hint?.(name) ?? homeOf(name) ?? (near ? undefined : nearestAnywhere(name));
  const known =
    frame.known.length > 0 ? `it has ${frame.known.map(known => `\`${known}\``).join(', ')}` : 'it has no settings';
  context.report(say.unknownSetting.at(span, { name, block: `\`${frame.called}\``, near, home, known }));
}

/** A bare name that is a setting of the same block, and means nothing else, is the next setting: the value was forgotten. */
function lacksValue({ value }: Setting, frame: Frame, { scope }: CheckContext): boolean {
  if (value.kind !== 'Tagged' || value.arguments || value.block) return false;
  return frame.known.includes(value.name.text) && !scope.names.has(value.name.text);
}

/** Reports settings that say the same thing in two ways; the first of them counts. */
export function reportTogether(settings: Settings, names: readonly string[], of: string, context: CheckContext): void {
  const [first, ...others] = names.flatMap(name => settings.get(name) ?? []);
  for (const other of others)
    if (first)
      context.report(
        seeAlso(
          say.together.at(other.name.span, { one: first.name.text, other: other.name.text, of }),
          first.name.span,
          'the other is here',
        ),
      );
}

/** Reports a setting that must be given and is not. `span` is what is incomplete. */
export function reportMissing(
  block: Block,
  span: Span,
  missing: { readonly name: string; readonly of: string; readonly example: string },
  context: CheckContext,
): void {
  if (!mayHold(block, missing.name)) context.report(say.missingSetting.at(span, missing));
}

/** Whether a block holds a setting, as far as its author is concerned: a misspelt or swallowed one counts as given. */
export const mayHold = (block: Block, name: string): boolean =>
  block.partial === true || block.settings.some(setting => nearest(setting.name.text, [name]) === name);

export const given = (settings: Settings, name: string): Value | undefined => settings.get(name)?.value;
