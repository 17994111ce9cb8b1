import {
  type Argument,
  type List,
  type Name,
  type Setting,
  type Span,
  seeAlso,
  type Value,
} from '../../grammar/index.js';
import { type CatalogueKind, type Configured, catalogue, type Entry, findEntry } from '../catalogue/index.js';
import type { Json } from '../lib/json.js';
import { nearest } from '../lib/nearest.js';
import { type CheckContext, type Place, under, within } from './context.js';
import { describeKind } from './describe.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Plain } from './evaluate.js';
import { type Frame, readSettings, reportUnknownSetting } from './settings.js';
import { constant, joinRecord, map, nothing, type Sweep } from './sweep.js';
import { evaluateShape, wrongKind } from './value.js';

/** An entry of the catalogue with its arguments and settings, defaults filled in, at every point. */
export function configure(node: Plain, kind: CatalogueKind, place: Place, context: CheckContext): Sweep<Configured> {
  if (node.kind !== 'Tagged') {
    context.report(wrongKind(node, { is: 'entry', of: kind }));
    return nothing;
  }
  const entry = findEntry(kind, node.name.text);
  if (!entry) {
    reportUnknownEntry(node.name, kind, context);
    return nothing;
  }
  return configureEntry(entry, node.name, node.arguments ?? [], node.block?.settings ?? [], place, context);
}

/** `more` are names in scope that would also be understood here; `wanted` says what of, where it is no entry. */
export function reportUnknownEntry(
  written: Name,
  kind: CatalogueKind,
  context: CheckContext,
  more: readonly string[] = [],
  wanted = describeKind(kind),
): void {
  const names = [...more, ...Object.keys(catalogue[kind])];
  const other = context.scope.names.get(written.text);
  const known =
    names.length <= 12
      ? `there are ${names.map(name => `\`${name}\``).join(', ')}`
      : `\`kd explain\` lists what there is`;
  context.report(
    say.unknownName.at(written.span, {
      name: written.text,
      wanted,
      is: other
        ? other.kind === 'Let'
          ? 'a constant'
          : `a declared ${other.declares.text}`
        : otherKind(written.text, kind),
      near: nearest(written.text, names),
      known,
    }),
  );
}

function otherKind(name: string, wanted: CatalogueKind): string | undefined {
  const kinds = Object.keys(catalogue) as CatalogueKind[];
  const found = kinds.find(kind => kind !== wanted && findEntry(kind, name));
  return found && describeKind(found);
}

interface Given {
  readonly value: Value;
  readonly name: Name | undefined;
  readonly place: Place;
}

export function configureEntry(
  entry: Entry,
  written: Name,
  args: readonly Argument[],
  settings: readonly Setting[],
  place: Place,
  context: CheckContext,
): Sweep<Configured> {
  const frame: Frame = {
    called: written.text,
    known: Object.keys(entry.parameters),
    hint: setting => mixingHint(entry, written.text, setting),
  };
  const given = new Map<string, Given>();
  takeArguments(entry, args, given, frame, place, context);
  const block = { kind: 'Block' as const, span: written.span, settings };
  for (const { name, value } of readSettings(block, frame, context).values())
    take(name, { value, name, place: under(place, name.text) }, given, frame, context);
  const fields: Record<string, Sweep<Json>> = {};
  for (const [name, parameter] of Object.entries(entry.parameters)) {
    const value = given.get(name);
    if (value) fields[name] = evaluateShape(value.value, parameter.type, value.place, context);
    else if (parameter.default !== undefined) fields[name] = constant(parameter.default as Json);
    else if (!parameter.optional) {
      context.report(say.missingSetting.at(written.span, { name, of: `\`${written.text}\``, example: entry.example }));
      fields[name] = nothing;
    }
  }
  return map(joinRecord<Record<string, Json>>(fields), filled => ({ name: nameOf(entry, written), settings: filled }));
}

/** Under which name the catalogue has it: a declared name may stand for an entry. */
function nameOf(entry: Entry, written: Name): string {
  const entries = Object.entries(catalogue[entry.kind] as Readonly<Record<string, Entry>>);
  return entries.find(([, other]) => other === entry)?.[0] ?? written.text;
}

function takeArguments(
  entry: Entry,
  args: readonly Argument[],
  given: Map<string, Given>,
  frame: Frame,
  place: Place,
  context: CheckContext,
): void {
  const positional = entry.positional ?? [];
  const rest: Value[] = [];
  let next = 0;
  for (const argument of args) {
    const { name, value } = argument;
    if (name) {
      take(name, { value, name, place: under(place, name.text) }, given, frame, context);
      continue;
    }
    const parameter = positional[next++];
    if (parameter) given.set(parameter, { value, name: undefined, place: within(place, 'position', parameter) });
    else rest.push(value);
  }
  const [first] = rest;
  if (!first) return;
  if (entry.rest) {
    given.set(entry.rest, {
      value: listOf(rest, first),
      name: undefined,
      place: within(place, 'position', entry.rest),
    });
    return;
  }
  reportTooManyArguments(first, frame, positional.length, context);
}

export function reportTooManyArguments(
  { span }: { readonly span: Span },
  { called, known }: Frame,
  most: number,
  context: CheckContext,
): void {
  const takes = `\`${called}\` takes ${known.map(name => `\`${name}\``).join(', ') || 'nothing'}`;
  context.report(say.tooManyArguments.at(span, { name: called, most, takes }));
}

/** Positional arguments as the list they stand for; one that is itself a list, a constant or an axis is taken as it is. */
function listOf(values: readonly Value[], first: Value): Value {
  if (values.length === 1 && first.kind !== 'Number') return first;
  const last = values.at(-1) ?? first;
  const list: List = { kind: 'List', span: { ...first.span, end: last.span.end }, items: values };
  return list;
}

function take(name: Name, given: Given, taken: Map<string, Given>, frame: Frame, context: CheckContext): void {
  const before = taken.get(name.text);
  if (!frame.known.includes(name.text)) reportUnknownSetting(name, frame, context);
  else if (before) {
    const first = before.name?.span ?? before.value.span;
    context.report(seeAlso(say.givenTwice.at(name.span, { name: name.text }), first, 'first given here'));
  } else taken.set(name.text, given);
}

/** Inside `sum` a name means its bare loss term: the mixing of the strategy of that name has no meaning there. */
function mixingHint(entry: Entry, name: string, setting: string): string | undefined {
  if (entry.kind !== 'loss') return undefined;
  const strategy = findEntry('strategy', name);
  if (!strategy || !Object.hasOwn(strategy.parameters, setting)) return undefined;
  return `inside \`sum\`, \`${name}\` is its bare loss term: give it a \`weight\` instead`;
}
