import {
  type Each,
  type Let,
  type NumberValue,
  print,
  type Range,
  type Tagged,
  type Value,
} from '../../grammar/index.js';
import { findEntry } from '../catalogue/index.js';
import { canonicalJson, type Json } from '../lib/json.js';
import type { CheckContext, Place } from './context.js';
import { ownedBy, within } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { along, mostPoints, nothing, type Sweep } from './sweep.js';

/** A value that is neither `each` nor the name of a constant. */
export type Plain = Exclude<Value, Each>;

type Leaf<T> = (node: Plain, place: Place, context: CheckContext) => Sweep<T>;

/**
 * What a value means at every point: follows constants, turns `each` into an axis, and leaves the rest to `leaf`.
 * Silent where the parser already spoke.
 */
export function evaluate<T>(node: Value, place: Place, context: CheckContext, leaf: Leaf<T>): Sweep<T> {
  if (node.kind === 'Missing' || isExhausted(node, context)) return nothing;
  if (node.kind === 'Each') return evaluateEach(node, place, context, leaf);
  const constant = meansEntry(node, place) ? undefined : constantOf(node, context);
  if (!constant) return leaf(node, place, silentIfLost(node, context));
  if (constant.misused) {
    context.report(
      say.noArguments.at(node.span, {
        name: constant.item.name.text,
        is: 'a constant, which takes no arguments and no block',
      }),
    );
    return nothing;
  }
  const inside = follow(constant.item, node, context);
  return inside ? evaluate(constant.item.value, placeOf(constant.item, place), inside, leaf) : nothing;
}

const meansEntry = (node: Plain, { catalogue }: Place): boolean =>
  catalogue !== undefined && node.kind === 'Tagged' && findEntry(catalogue, node.name.text) !== undefined;

/** Says nothing of a name whose declaration was probably lost to a mistake that was reported. */
function silentIfLost(node: Plain, context: CheckContext): CheckContext {
  const { report, scope } = context;
  if (node.kind !== 'Tagged' || !scope.mayBeLost(node.name.text)) return context;
  const { start, source } = node.span;
  return {
    ...context,
    report: diagnostic => {
      const isOfName = diagnostic.span.start === start && diagnostic.span.source === source;
      if (!isOfName) report(diagnostic);
    },
  };
}

function isExhausted(node: Value, { effort, report }: CheckContext): boolean {
  effort.left -= 1;
  if (effort.left === 0) report(say.tooMuch.at(node.span, {}));
  return effort.left <= 0;
}

/** The items an `each` or a list stands for: ranges become their numbers. Undefined where a mistake was reported. */
export function itemsOf(items: readonly Value[], context: CheckContext): readonly Value[] | undefined {
  const flat: Value[] = [];
  let isWhole = true;
  for (const item of items) {
    const range = item.kind === 'Tagged' ? meantBy(item, context) : item;
    if (item.kind === 'Missing' || !range) isWhole = false;
    else if (range.kind === 'Range') {
      const numbers = numbersOf(range, context);
      if (numbers) for (const number of numbers) flat.push(number);
      else isWhole = false;
    } else flat.push(item);
  }
  return isWhole ? flat : undefined;
}

function evaluateEach<T>(each: Each, place: Place, context: CheckContext, leaf: Leaf<T>): Sweep<T> {
  if (place.fixed !== undefined) {
    context.report(say.sweepNotHere.at(each.span, { setting: place.fixed }));
    return nothing;
  }
  const alternatives = alternativesOf(each.of, each, context);
  if (!alternatives) return nothing;
  const labels = labelsOf(alternatives.map(({ node }) => node));
  const sweeps = alternatives.map(({ node, context: inside }, index) =>
    evaluate(node, within(place, 'place', labels[index] ?? ''), inside, leaf),
  );
  const nodes = alternatives.map(({ node }) => node);
  if (reportEqual(sweeps, nodes, labels, context)) return nothing;
  return along(
    context.axes.axisOf(each, place, () => labels),
    sweeps,
  );
}

interface Found {
  readonly node: Value;
  readonly context: CheckContext;
}

function alternativesOf(of: Value, each: Each, context: CheckContext): readonly Found[] | undefined {
  switch (of.kind) {
    case 'Missing':
      return undefined;
    case 'List': {
      const items = itemsOf(of.items, context);
      if (items?.length === 0) {
        context.report(say.emptySweep.at(of.span, {}));
        return undefined;
      }
      const nested = items?.map(node =>
        node.kind === 'Each' ? alternativesOf(node.of, node, context) : [{ node, context }],
      );
      return nested?.every(found => found !== undefined) ? nested.flat() : undefined;
    }
    case 'Range':
      return numbersOf(of, context)?.map(node => ({ node, context }));
    case 'Each':
      return alternativesOf(of.of, of, context);
    default: {
      const constant = constantOf(of, context);
      const inside = constant && !constant.misused ? follow(constant.item, of, context) : undefined;
      if (constant && !constant.misused) return inside && alternativesOf(constant.item.value, each, inside);
      context.report(say.sweepOfWhat.at(of.span, {}));
      return undefined;
    }
  }
}

/** The value a constant stands for; any other value as it is. Undefined, and reported, where there is none. */
export function meantBy(node: Value, context: CheckContext): Value | undefined {
  const seen = new Set<Let>();
  for (let value = node; ; ) {
    const constant = constantOf(value, context);
    if (!constant || constant.misused) return value;
    if (seen.has(constant.item)) {
      context.report(say.constantCircle.at(node.span, { name: constant.item.name.text }));
      return undefined;
    }
    seen.add(constant.item);
    value = constant.item.value;
  }
}

function constantOf(
  node: Value,
  { scope }: CheckContext,
): { readonly item: Let; readonly misused: boolean } | undefined {
  if (node.kind !== 'Tagged') return undefined;
  const item = scope.names.get(node.name.text);
  if (item?.kind !== 'Let') return undefined;
  return { item, misused: node.arguments !== undefined || node.block !== undefined };
}

/** Constants and declarations inside each other; far more than anybody writes, far less than the stack holds. */
export const longestChain = 100;

function follow(item: Let, use: Value, context: CheckContext): CheckContext | undefined {
  if (context.following.size >= longestChain) {
    context.report(say.tooMuch.at(use.span, {}));
    return undefined;
  }
  if (!context.following.has(item)) return { ...context, following: new Set([...context.following, item]) };
  context.report(say.constantCircle.at(use.span, { name: item.name.text }));
  return undefined;
}

/** A constant with `each` is one axis, called by the constant, but it belongs to the setting where it is used. */
function placeOf(item: Let, place: Place): Place {
  const root = place.long.slice(0, 1);
  return ownedBy(
    { ...place, short: [item.name.text], long: [...root, { kind: 'setting', name: item.name.text }] },
    item,
  );
}

function numbersOf(range: Range, context: CheckContext): readonly NumberValue[] | undefined {
  const bounds: number[] = [];
  for (const bound of [range.low, range.high]) {
    if (bound.kind === 'Missing') return undefined;
    if (bound.kind !== 'Number' || bound.unit !== undefined || !Number.isSafeInteger(bound.value)) {
      context.report(say.badRange.at(bound.span, { bound: print(bound) }));
      return undefined;
    }
    bounds.push(bound.value);
  }
  const [low = 0, high = 0] = bounds;
  const count = high - low + 1;
  if (count < 1 || count > mostPoints) {
    if (count < 1) context.report(say.emptySweep.at(range.span, {}));
    else context.report(say.tooManyPoints.at(range.span, { most: mostPoints }));
    return undefined;
  }
  return Array.from({ length: count }, (_, index) => ({
    kind: 'Number',
    span: range.span,
    value: low + index,
    unit: undefined,
  }));
}

/** Names where they tell the alternatives apart, otherwise all that was written but the axes inside. */
function labelsOf(nodes: readonly Value[]): readonly string[] {
  const short = nodes.map(node => (node.kind === 'Tagged' ? node.name.text : print(node)));
  const long = nodes.map(node => (node.kind === 'Tagged' ? print(withoutSweeps(node)) : print(node)));
  const seen = new Set<string>();
  const doubled = new Set(short.filter(label => seen.size === seen.add(label).size));
  return short.map((label, index) => (doubled.has(label) ? oneLine(long[index] ?? label) : label));
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** As written, but for the axes inside: they speak for themselves. */
export function withoutSweeps(node: Tagged): Tagged {
  const fixed = node.arguments?.filter(({ value }) => value.kind !== 'Each');
  const settings = node.block?.settings.filter(({ value }) => value.kind !== 'Each') ?? [];
  return {
    ...node,
    arguments: fixed?.length ? fixed : undefined,
    block: node.block && settings.length > 0 ? { ...node.block, settings } : undefined,
  };
}

function reportEqual<T>(
  sweeps: readonly Sweep<T>[],
  nodes: readonly Value[],
  labels: readonly string[],
  context: CheckContext,
): boolean {
  const seen = new Set<string>();
  let isAny = false;
  sweeps.forEach((sweep, index) => {
    const node = nodes[index];
    if (sweep.length === 0 || !node) return;
    const meaning = meaningOf(sweep.map(({ value }) => value));
    if (seen.has(meaning)) {
      isAny = true;
      context.report(say.equalAlternatives.at(node.span, { label: labels[index] ?? '' }));
    }
    seen.add(meaning);
  });
  return isAny;
}

/** What a value says, as a text, without the names it goes by and where it is written. */
export const meaningOf = (value: unknown): string => canonicalJson(nameless(value));

function nameless(value: unknown): Json {
  if (Array.isArray(value)) return value.map(nameless);
  if (value === null || typeof value !== 'object') return value as Json;
  const fields = Object.entries(value).filter(([name]) => name !== 'label' && name !== 'span' && name !== 'trials');
  return Object.fromEntries(fields.map(([name, field]) => [name, nameless(field)]));
}
