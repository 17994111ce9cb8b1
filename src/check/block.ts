import type { Block } from '../../grammar/index.js';
import type { CheckContext } from './context.js';
import { describeValue } from './describe.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Plain } from './evaluate.js';

/** The block that a setting such as `train` wants; anything else is reported. */
export function bareBlock(node: Plain, setting: string, context: CheckContext): Block | undefined {
  if (node.kind === 'Block') return node;
  context.report(
    say.wrongKind.at(node.span, { found: describeValue(node), wanted: 'a block', help: `write \`${setting} { … }\`` }),
  );
  return undefined;
}
