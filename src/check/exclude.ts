import type { Block, Setting } from '../../grammar/index.js';
import { bareBlock } from './block.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Draft } from './drafts.js';
import { compilePattern, type Matches } from './pattern.js';
import type { Row } from './rows.js';

export interface Kept {
  readonly kept: readonly Draft[];
  readonly removed: readonly Draft[];
}

/** Takes away the points that match an `exclude`. One that matches nothing is a warning. */
export function applyExcludes(drafts: readonly Draft[], block: Block, context: CheckContext): Kept {
  const excludes = block.settings
    .filter(({ name }) => name.text === 'exclude')
    .flatMap(setting => compile(setting, context));
  if (excludes.length === 0) return { kept: drafts, removed: [] };
  const used = new Set<Exclude>();
  const kept: Draft[] = [];
  const removed: Draft[] = [];
  for (const draft of drafts) {
    const matching = excludes.filter(({ matches }) => matches(draft.row));
    for (const exclude of matching) used.add(exclude);
    (matching.length > 0 ? removed : kept).push(draft);
  }
  for (const exclude of excludes)
    if (!used.has(exclude)) context.report(say.excludesNothing.at(exclude.setting.span, {}));
  const [first] = excludes;
  if (first && kept.length === 0 && drafts.length > 0) context.report(say.excludesAll.at(first.setting.span, {}));
  return { kept, removed };
}

interface Exclude {
  readonly setting: Setting;
  readonly matches: Matches<Row>;
}

function compile(setting: Setting, context: CheckContext): readonly Exclude[] {
  const { value } = setting;
  if (value.kind === 'Missing') return [];
  if (value.kind === 'Each') {
    context.report(say.sweepNotHere.at(value.span, { setting: 'exclude' }));
    return [];
  }
  const block = bareBlock(value, 'exclude', context);
  const matches = block && compilePattern(block.settings, context);
  return matches ? [{ setting, matches }] : [];
}
