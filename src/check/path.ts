import type { Text } from '../../grammar/index.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { isAllowed } from './load.js';
import type { Judged } from './number.js';

/** An absolute path, from one written relative to its file; one that leads outside is refused. */
export function judgePath(node: Text, { files, guard, folderOf }: CheckContext): Judged<string> {
  const path = files.resolve(folderOf(node.span.source), node.value);
  if (isAllowed(path, guard, files)) return { value: path };
  return { wrong: say.outside.at(node.span, { path: node.value, root: files.display(guard.root) }) };
}
