import { type Block, type Diagnostic, parse, type Setting, type Value } from '../../grammar/index.js';
import { overlay } from './overlay.js';

/** A setting given on the command line: `train.epochs` and `3`. */
export interface Override {
  readonly path: string;
  readonly value: string;
}

/** Overrides as a block to be laid over every experiment; mistakes in them are found as in a file called `--set`. */
export function parseOverrides(overrides: readonly Override[]): {
  readonly blocks: readonly Block[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const blocks: Block[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { path, value } of overrides) {
    const steps = path.split('.');
    const text = `experiment set { ${steps.join(' { ')} ${value} ${'}'.repeat(steps.length)}`;
    const parsed = parse({ path: `--set ${path}=${value}`, text });
    diagnostics.push(...parsed.diagnostics);
    for (const item of parsed.tree.items) if (item.kind === 'Declaration') blocks.push(item.block);
  }
  return { blocks, diagnostics };
}

/** Lays overrides over an experiment's block; unlike `extends` they also reach into what stands behind a name. */
export const applyOverrides = (block: Block, overrides: readonly Block[]): Block =>
  overrides.reduce((lower, upper) => overlay(lower, upper, reachInto), block);

const reachInto = (below: Setting, above: Setting): Setting =>
  above.value.kind === 'Block' ? { ...above, value: reach(below.value, above.value) } : above;

function reach(below: Value, above: Block): Value {
  switch (below.kind) {
    case 'Block':
      return overlay(below, above, reachInto);
    case 'Tagged':
      return { ...below, block: below.block ? overlay(below.block, above, reachInto) : above };
    case 'Each':
      return { ...below, of: reach(below.of, above) as typeof below.of };
    case 'List':
      return { ...below, items: below.items.map(item => reach(item, above)) };
    default:
      return above;
  }
}
