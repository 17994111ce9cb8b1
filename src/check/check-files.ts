import type { Declaration, Diagnostic, Source, Span } from '../../grammar/index.js';
import { checkExperiment } from './check-experiment.js';
import { AxisRegistry, type CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Experiment } from './experiment.js';
import type { FileReader } from './files.js';
import { checkHiddenCharacters } from './hidden-characters.js';
import { inOrder } from './in-order.js';
import { guardOf, type LoadedFile, loadFiles } from './load.js';
import { applyOverrides, type Override, parseOverrides } from './overrides.js';
import { buildScope, kindOf } from './scope.js';
import { checkUnused } from './unused.js';

const mostValues = 1_000_000;

export interface CheckOptions {
  /** Folders outside the main file's own that may be read. */
  readonly allowPaths?: readonly string[];
  /** Settings laid over every experiment. */
  readonly overrides?: readonly Override[];
}

export interface Checked {
  /** Empty if there is any error: nothing is run while one stands. */
  readonly experiments: readonly Experiment[];
  /** Errors and warnings of all files, each once, in the order of their position. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];
}

/** Checks files as given on the command line, each with its own space of names. Paths are absolute. */
export function checkFiles(paths: readonly string[], reader: FileReader, options: CheckOptions = {}): Checked {
  const overrides = parseOverrides(options.overrides ?? []);
  const results = paths.map(path => checkFile(path, reader, options, overrides.blocks));
  const sources = [
    ...new Map(results.flatMap(({ files }) => files).map(({ path, source }) => [path, source])).values(),
  ];
  const diagnostics = inOrder([...overrides.diagnostics, ...results.flatMap(result => result.diagnostics)]);
  const hasError = diagnostics.some(({ severity }) => severity === 'error');
  return { experiments: hasError ? [] : results.flatMap(({ experiments }) => experiments), diagnostics, sources };
}

interface FileResult {
  readonly files: readonly LoadedFile[];
  readonly experiments: readonly Experiment[];
  readonly diagnostics: readonly Diagnostic[];
}

function checkFile(
  path: string,
  reader: FileReader,
  options: CheckOptions,
  overrides: Parameters<typeof applyOverrides>[1],
): FileResult {
  const guard = guardOf(path, options.allowPaths ?? [], reader);
  const { files, main, isWhole, diagnostics: found } = loadFiles(path, guard, reader);
  const diagnostics = [...found];
  if (!main) return { files, experiments: [], diagnostics };
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  for (const { source } of files) checkHiddenCharacters(source, report);
  const scope = buildScope(files, isWhole, report);
  const folders = new Map(files.map(file => [file.source, reader.folderOf(file.path)]));
  const folderOf = (source: Source): string => folders.get(source) ?? reader.folderOf(main.path);
  const known = new Map<Declaration, Experiment | undefined | 'open'>();

  const experimentOf = (declaration: Declaration, use: Span): Experiment | undefined => {
    const before = known.get(declaration);
    if (before === 'open') report(say.originCircle.at(use, { name: declaration.name.text }));
    if (known.has(declaration)) return before === 'open' ? undefined : before;
    known.set(declaration, 'open');
    const block = applyOverrides(scope.blockOf(declaration), overrides);
    const experiment = checkExperiment(declaration, block, { ...base, axes: new AxisRegistry() });
    known.set(declaration, experiment);
    return experiment;
  };
  const base: CheckContext = {
    scope,
    report,
    axes: new AxisRegistry(),
    files: reader,
    guard,
    folderOf,
    following: new Set(),
    met: new Set(),
    effort: { left: mostValues },
    experimentOf,
  };

  const own = main.tree.items.flatMap(item =>
    item.kind === 'Declaration' && kindOf(item) === 'experiment' ? [item] : [],
  );
  const experiments = own.flatMap(declaration => experimentOf(declaration, declaration.name.span) ?? []);
  checkUnused(files, new Set(own), base);
  if (own.length === 0 && diagnostics.length === 0)
    report(say.noExperiment.at({ source: main.source, start: 0, end: Math.min(1, main.source.text.length) }, {}));
  return { files, experiments, diagnostics };
}
