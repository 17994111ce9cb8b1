import type { Block, Setting } from '../../grammar/index.js';

/**
 * A block laid over another: its settings win, blocks merge at every depth, everything else is replaced whole;
 * `exclude` adds up. The order of the lower block is kept, so axes keep their places. Settings given twice in one
 * block stay twice: saying so is for whoever reads the block.
 */
export function overlay(lower: Block, upper: Block, merge: Merge = mergeBlocks): Block {
  const over = new Map<string, Setting>();
  for (const setting of upper.settings) {
    const name = setting.name.text;
    if (name !== 'exclude' && !over.has(name)) over.set(name, setting);
  }
  const used = new Set<Setting>();
  const merged = lower.settings.map(below => {
    const above = over.get(below.name.text);
    if (!above || used.has(above)) return below;
    used.add(above);
    return merge(below, above);
  });
  const settings = [...merged, ...upper.settings.filter(setting => !used.has(setting))];
  return { ...upper, settings, ...(lower.partial ? { partial: true } : {}) };
}

type Merge = (below: Setting, above: Setting) => Setting;

const mergeBlocks: Merge = (below, above) =>
  below.value.kind === 'Block' && above.value.kind === 'Block'
    ? { ...above, value: overlay(below.value, above.value) }
    : above;
