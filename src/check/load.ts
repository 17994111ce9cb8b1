import { type Diagnostic, parse, type Source, type SyntaxTree, type Use } from '../../grammar/index.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { type FileReader, isInside } from './files.js';
import { vocabulary } from './vocabulary.js';

/** A file and where it lies. */
export interface LoadedFile {
  readonly path: string;
  readonly source: Source;
  readonly tree: SyntaxTree;
}

/** A file of the command line with all it uses, each once, the used ones first. */
export interface LoadedFiles {
  readonly files: readonly LoadedFile[];
  readonly main: LoadedFile | undefined;
  /** Whether every declaration and every used file was read: otherwise that a name is unknown says nothing. */
  readonly isWhole: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Paths an author may name: below the folder of the main file, or below a folder that was allowed. */
export interface PathGuard {
  readonly root: string;
  readonly allowed: readonly string[];
}

export function guardOf(mainPath: string, allowed: readonly string[], reader: FileReader): PathGuard {
  return {
    root: reader.realPath(reader.folderOf(mainPath)),
    allowed: allowed.map(folder => reader.realPath(folder)),
  };
}

export const isAllowed = (path: string, guard: PathGuard, reader: FileReader): boolean =>
  [guard.root, ...guard.allowed].some(folder => isInside(folder, reader.realPath(path)));

/** Reads and parses a file and whatever it uses, following `use` depth first. A main file that cannot be read is an error of its own. */
export function loadFiles(mainPath: string, guard: PathGuard, reader: FileReader): LoadedFiles {
  const files: LoadedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  let isWhole = true;
  const open = new Set<string>();
  const seen = new Set<string>();

  const follow = (use: Use, from: string): void => {
    const path = reader.resolve(reader.folderOf(from), use.path.value);
    const written = use.path.value;
    if (!isAllowed(path, guard, reader)) {
      isWhole = false;
      diagnostics.push(say.outside.at(use.path.span, { path: written, root: reader.display(guard.root) }));
      return;
    }
    const real = reader.realPath(path);
    if (open.has(real)) {
      diagnostics.push(say.useCircle.at(use.path.span, { path: written }));
      return;
    }
    if (seen.has(real)) return;
    const content = reader.read(path);
    if ('problem' in content) {
      isWhole = false;
      diagnostics.push(say.unreadableFile.at(use.path.span, { path: written, problem: content.problem, isUsed: true }));
    } else load(path, content.text);
  };

  const load = (path: string, text: string): LoadedFile => {
    const real = reader.realPath(path);
    seen.add(real);
    open.add(real);
    const source: Source = { path: reader.display(path), text };
    const { tree, diagnostics: found } = parse(source, vocabulary);
    diagnostics.push(...found);
    if (tree.partial) isWhole = false;
    for (const item of tree.items) if (item.kind === 'Use') follow(item, path);
    open.delete(real);
    const file = { path, source, tree };
    files.push(file);
    return file;
  };

  const content = reader.read(mainPath);
  if ('text' in content) {
    const main = load(mainPath, content.text);
    return { main, files, diagnostics, isWhole };
  }
  const source: Source = { path: reader.display(mainPath), text: '' };
  const unread = say.unreadableFile.at(
    { source, start: 0, end: 0 },
    { path: source.path, problem: content.problem, isUsed: false },
  );
  return { main: undefined, files, diagnostics: [unread], isWhole: false };
}
