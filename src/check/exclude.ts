import type { Block, Setting } from '../../grammar/index.js';
import { bareBlock } from './block.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Draft } from './drafts.js';
import { type Comparable, compilePattern, type Matches } from './pattern.js';

export interface Kept {
  readonly kept: readonly Draft[];
  readonly removed: readonly Draft[];
}

export interface Exclude {
  readonly setting: Setting;
  readonly matches: Matches<Comparable>;
}

/** The excludes of an experiment and of its cases, each compiled once. */
export class Excludes {
  private readonly known = new Map<Setting, Exclude | undefined>();

  /** Those of one block, which may be a case laid over its experiment. */
  of(block: Block, context: CheckContext): readonly Exclude[] {
    const written = block.settings.filter(({ name }) => name.text === 'exclude');
    for (const setting of written) if (!this.known.has(setting)) this.known.set(setting, compile(setting, context));
    return written.flatMap(setting => this.known.get(setting) ?? []);
  }

  get all(): readonly Exclude[] {
    return [...this.known.values()].flatMap(exclude => exclude ?? []);
  }
}

/** Takes away the points that match an `exclude` of theirs. One that matches nothing is a warning. */
export function applyExcludes(drafts: readonly Draft[], excludes: Excludes, context: CheckContext): Kept {
  const { all } = excludes;
  if (all.length === 0) return { kept: drafts, removed: [] };
  const used = new Set<Exclude>();
  const kept: Draft[] = [];
  const removed: Draft[] = [];
  for (const draft of drafts) {
    const matching = draft.row.excludes.filter(({ matches }) => matches(draft.row));
    for (const exclude of matching) used.add(exclude);
    (matching.length > 0 ? removed : kept).push(draft);
  }
  // where a mistake left no point at all, that nothing matches says nothing
  if (drafts.length > 0)
    for (const exclude of all) if (!used.has(exclude)) context.report(say.excludesNothing.at(exclude.setting.span, {}));
  const [first] = all;
  if (first && kept.length === 0 && drafts.length > 0) context.report(say.excludesAll.at(first.setting.span, {}));
  return { kept, removed };
}

function compile(setting: Setting, context: CheckContext): Exclude | undefined {
  const { value } = setting;
  if (value.kind === 'Missing') return undefined;
  if (value.kind === 'Each') {
    context.report(say.sweepNotHere.at(value.span, { setting: 'exclude' }));
    return undefined;
  }
  const block = bareBlock(value, 'exclude', context);
  const matches = block && compilePattern(block.settings, context);
  return matches && { setting, matches };
}
