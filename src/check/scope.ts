import {
  type Block,
  type Declaration,
  type DeclarationKind,
  type Diagnostic,
  declarationKinds,
  type Let,
  type Name,
  seeAlso,
  type Tagged,
} from '../../grammar/index.js';
import { type CatalogueKind, catalogueKinds, findEntry } from '../catalogue/index.js';
import { nearest } from '../lib/nearest.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { LoadedFile } from './load.js';
import { overlay } from './overlay.js';

/** The one space of names of a file and of the files it uses. */
export interface Scope {
  readonly names: ReadonlyMap<string, Let | Declaration>;
  /** Whether a name was probably declared where a mistake kept us from reading it. */
  mayBeLost(name: string): boolean;
  /** What is declared of a kind. */
  namesOf(kind: DeclarationKind): readonly string[];
  /** The block of a declaration with all it extends laid under it. */
  blockOf(declaration: Declaration): Block;
}

type Report = (diagnostic: Diagnostic) => void;

const isKind = (word: string): word is DeclarationKind => (declarationKinds as readonly string[]).includes(word);

export const kindOf = (declaration: Declaration): DeclarationKind | undefined =>
  isKind(declaration.declares.text) ? declaration.declares.text : undefined;

export function buildScope(files: readonly LoadedFile[], isWhole: boolean, report: Report): Scope {
  const names = new Map<string, Let | Declaration>();
  for (const { tree } of files) {
    for (const item of tree.items) {
      if (item.kind === 'Use') continue;
      declare(item, names, report);
    }
  }
  const blocks = new Map<Declaration, Block>();
  /** From the declaration down to what extends nothing, or to a block that is known. A chain may be long. */
  const blockOf = (declaration: Declaration): Block => {
    const above: Declaration[] = [];
    const met = new Set<Declaration>();
    let next: Declaration | undefined = declaration;
    while (next && !blocks.has(next)) {
      above.push(next);
      met.add(next);
      next = baseOf(next, names, met, isWhole ? report : ignoreUnknown(report));
    }
    let block = next && blocks.get(next);
    for (const one of above.reverse()) {
      const own = withEntry(one, block);
      block = block ? overlay(block, own) : own;
      blocks.set(one, block);
    }
    return block ?? declaration.block;
  };
  const byKind = new Map<DeclarationKind | undefined, string[]>();
  for (const item of names.values()) {
    const kind = item.kind === 'Declaration' ? kindOf(item) : undefined;
    const known = byKind.get(kind);
    if (known) known.push(item.name.text);
    else byKind.set(kind, [item.name.text]);
  }
  const mayBeLost = (name: string): boolean => {
    const item = names.get(name);
    return item ? item.kind === 'Declaration' && !kindOf(item) : !isWhole;
  };
  return { names, mayBeLost, namesOf: kind => byKind.get(kind) ?? [], blockOf };
}

function declare(item: Let | Declaration, names: Map<string, Let | Declaration>, report: Report): void {
  const name = item.name.text;
  // a line that begins with no word of ours and has no block was reported as such
  const isStray = item.kind === 'Declaration' && item.block.partial && item.block.settings.length === 0;
  if (item.kind === 'Declaration' && !kindOf(item) && !isStray) {
    const word = item.declares.text;
    const kinds = declarationKinds.map(kind => `\`${kind}\``).join(', ');
    report(say.unknownDeclaration.at(item.declares.span, { word, near: nearest(word, declarationKinds), kinds }));
  }
  const before = names.get(name);
  if (before) report(seeAlso(say.declaredTwice.at(item.name.span, { name }), before.name.span, 'first declared here'));
  else {
    names.set(name, item);
    warnWhereHidden(item, report);
  }
}

function warnWhereHidden(item: Let | Declaration, report: Report): void {
  const hidden = hiddenKinds(item).find(kind => findEntry(kind, item.name.text));
  if (!hidden) return;
  const kind = hidden === 'dataset' ? 'data set' : hidden;
  report(say.hidesEntry.at(item.name.span, { name: item.name.text, kind }));
}

/** A data set declared under the name of an entry, without `from`, means that entry, also to what extends it. */
function withEntry({ declares, name, block }: Declaration, base: Block | undefined): Block {
  const isGiven = [block, base].some(one => one?.settings.some(setting => setting.name.text === 'from'));
  if (declares.text !== 'dataset' || isGiven || !findEntry('dataset', name.text)) return block;
  const value: Tagged = { kind: 'Tagged', span: name.span, name, arguments: undefined, block: undefined };
  const from: Name = { kind: 'Name', span: name.span, text: 'from' };
  return { ...block, settings: [{ kind: 'Setting', span: name.span, name: from, value }, ...block.settings] };
}

/** Of which kinds of entry a name goes first; a constant goes first everywhere. */
function hiddenKinds(item: Let | Declaration): readonly CatalogueKind[] {
  if (item.kind === 'Let') return catalogueKinds;
  switch (kindOf(item)) {
    case 'teacher':
    case 'ensemble':
    case 'student':
      return ['net'];
    case 'strategy':
      return ['strategy'];
    case 'dataset':
      return meansItself(item) ? [] : ['dataset'];
    default:
      return [];
  }
}

/** `dataset mnist { train 5000 }` and `dataset mnist { from mnist }` mean the entry: nothing is hidden. */
function meansItself({ name, block }: Declaration): boolean {
  const from = block.settings.find(setting => setting.name.text === 'from')?.value;
  return !from || (from.kind === 'Tagged' && from.name.text === name.text);
}

const ignoreUnknown =
  (report: Report): Report =>
  diagnostic => {
    if (diagnostic.code !== say.unknownBase.code) report(diagnostic);
  };

function baseOf(
  declaration: Declaration,
  names: ReadonlyMap<string, Let | Declaration>,
  below: ReadonlySet<Declaration>,
  report: Report,
): Declaration | undefined {
  const written = declaration.base;
  const kind = kindOf(declaration);
  if (!written || !kind) return undefined;
  const base = names.get(written.text);
  if (!base) {
    const same = [...names.values()].filter(
      item => item.kind === 'Declaration' && kindOf(item) === kind && item !== declaration,
    );
    const near = nearest(
      written.text,
      same.map(item => item.name.text),
    );
    report(say.unknownBase.at(written.span, { name: written.text, kind, near }));
    return undefined;
  }
  if (base.kind === 'Let' || kindOf(base) !== kind) {
    const is = base.kind === 'Let' ? 'constant' : base.declares.text;
    report(seeAlso(say.wrongBase.at(written.span, { name: written.text, is, kind }), base.name.span, 'declared here'));
    return undefined;
  }
  if (below.has(base)) {
    report(say.extendsCircle.at(written.span, { name: written.text }));
    return undefined;
  }
  return base;
}
