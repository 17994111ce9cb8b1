import { print, type Value } from '../../grammar/index.js';
import { canonicalJson } from '../lib/json.js';
import type { Comparison } from './common.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { type Draft, keyOf } from './drafts.js';
import type { Kept } from './exclude.js';
import type { Strategy } from './experiment.js';

/** Drafts with the baseline at every point of the other axes; added, in front, where it was not there. */
export function addBaselines(
  { kept, removed }: Kept,
  { against, node }: Comparison,
  context: CheckContext,
): readonly Draft[] {
  const isBaseline = baselineTest(against);
  const groups = groupBy(kept, draft => draft.surroundings);
  const lost = new Set(removed.filter(isBaseline).map(({ surroundings }) => surroundings));
  const named = { ...against, label: freeLabel(against, node, kept) };
  const withBaseline = [...groups].map(([surroundings, group]) => {
    const cells = new Set(group.filter(isBaseline).map(({ point }) => keyOf(point)));
    if (cells.size > 1)
      context.report(say.baselineAmbiguous.at(node.span, { baseline: against.label, count: cells.size }));
    if (cells.size > 0) return group;
    if (lost.has(surroundings)) {
      const at = surroundings.replaceAll('\n', ', ');
      context.report(say.baselineExcluded.at(node.span, { baseline: against.label, at }));
      return group;
    }
    return [...baselineOf(group, named), ...group];
  });
  return nameStrategies(withBaseline.flat());
}

/** Whether a draft is taught by the baseline, compared after defaults. */
export function baselineTest(against: Strategy): (draft: Draft) => boolean {
  const wanted = canonicalJson(against.method as never);
  const known = new Map<Strategy, boolean>();
  return ({ row: { strategy } }) => {
    const before = known.get(strategy);
    if (before !== undefined) return before;
    const is = canonicalJson(strategy.method as never) === wanted;
    known.set(strategy, is);
    return is;
  };
}

/** A name for an added baseline under which no other strategy goes: `kd`, else `kd { temperature 8 }`. */
function freeLabel({ label }: Strategy, node: Value, kept: readonly Draft[]): string {
  const taken = new Set(kept.map(({ point, row }) => point.strategy ?? row.strategy.label));
  const against = node.kind === 'Block' ? node.settings.find(({ name }) => name.text === 'against')?.value : undefined;
  const written = against ? print(against).replace(/\s+/g, ' ') : label;
  return [label, written].find(name => !taken.has(name)) ?? `${label} (baseline)`;
}

/** One trial of the baseline for each seed that the others have. */
function baselineOf(group: readonly Draft[], against: Strategy): readonly Draft[] {
  const bySeed = new Map(group.map(draft => [draft.row.seed, draft]));
  return [...bySeed.values()].map(({ row, surroundings, point }) => {
    const others = Object.entries(point).filter(([name]) => name !== 'strategy' && !name.startsWith('strategy.'));
    return {
      row: { ...row, strategy: against },
      surroundings,
      point: { ...Object.fromEntries(others), strategy: against.label },
    };
  });
}

/** Once a baseline was added, every cell has to say which strategy it is. */
function nameStrategies(drafts: readonly Draft[]): readonly Draft[] {
  if (!drafts.some(({ point }) => point.strategy !== undefined)) return drafts;
  return drafts.map(draft =>
    draft.point.strategy === undefined
      ? { ...draft, point: { strategy: draft.row.strategy.label, ...draft.point } }
      : draft,
  );
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
