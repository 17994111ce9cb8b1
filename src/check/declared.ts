import {
  type Block,
  type Declaration,
  type DeclarationKind,
  type Name,
  print,
  type Tagged,
  type Value,
} from '../../grammar/index.js';
import { type CatalogueKind, type Declarable, findEntry } from '../catalogue/index.js';
import { reportUnknownEntry } from './configure.js';
import { type CheckContext, ownedBy, type Place, within } from './context.js';
import { describeValue } from './describe.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate, longestChain, type Plain } from './evaluate.js';
import { overlay } from './overlay.js';
import { kindOf } from './scope.js';
import { nothing, type Sweep } from './sweep.js';

/** A data set, teacher, student or strategy as it is used: a declaration, or an entry in place with settings behind it. */
export interface Thing {
  /** The declared name, or the entry as written. */
  readonly label: string;
  /** What an author sees when something is said of it. */
  readonly node: Tagged | Block | Declaration['name'];
  readonly block: Block;
  /** An entry written in place of a name, without its block. */
  readonly entry: Tagged | undefined;
}

/** The kind of entry that may stand where a thing of a kind is wanted. */
export const entryKinds = {
  dataset: 'dataset',
  teacher: 'net',
  student: 'net',
  strategy: 'strategy',
} as const satisfies Record<Declarable, CatalogueKind>;

const words: Readonly<Record<Declarable, string>> = {
  dataset: 'a data set',
  teacher: 'a teacher',
  student: 'a student',
  strategy: 'a strategy',
};

/** Finds what a value stands for, as `build` makes it, at every point. */
export function evaluateThing<T>(
  node: Value,
  kind: Declarable,
  place: Place,
  context: CheckContext,
  build: (thing: Thing, place: Place, context: CheckContext) => Sweep<T>,
): Sweep<T> {
  return evaluate(node, place, context, (plain, at, inside) => {
    if (plain.kind === 'Block') return build({ label: kind, node: plain, block: plain, entry: undefined }, at, inside);
    if (plain.kind !== 'Tagged') return reportWrong(plain, kind, inside);
    const declared = declarationOf(plain, kind, inside);
    if (declared) return fromDeclaration(declared, plain, at, inside, build);
    if (findEntry(entryKinds[kind], plain.name.text)) return build(inPlace(plain), at, inside);
    reportUnknownThing(plain.name, kind, inside);
    return nothing;
  });
}

export const reportUnknownThing = (written: Name, kind: Declarable, context: CheckContext): void =>
  reportUnknownEntry(written, entryKinds[kind], context, declaredNames(kind, context), words[kind]);

/** The declaration of the wanted kind that a value names. */
export function declarationOf(node: Tagged, kind: string, { scope }: CheckContext): Declaration | undefined {
  const item = scope.names.get(node.name.text);
  return item?.kind === 'Declaration' && kindOf(item) === kind ? item : undefined;
}

export const declaredNames = (kind: DeclarationKind, { scope }: CheckContext): readonly string[] => scope.namesOf(kind);

function fromDeclaration<T>(
  declaration: Declaration,
  node: Tagged,
  place: Place,
  context: CheckContext,
  build: (thing: Thing, place: Place, context: CheckContext) => Sweep<T>,
): Sweep<T> {
  const name = declaration.name.text;
  if (node.arguments)
    context.report(
      say.noArguments.at(node.span, { name, is: `a declared ${declaration.declares.text}, which takes no arguments` }),
    );
  const inside = enter(declaration, node, context);
  if (!inside) return nothing;
  const own = context.scope.blockOf(declaration);
  const block = node.block ? overlay(own, node.block) : own;
  if (!node.block) context.met.add(declaration);
  return build(
    { label: name, node, block, entry: undefined },
    ownedBy(within(place, 'thing', name), declaration),
    inside,
  );
}

/** The context inside a declaration; undefined, and reported, where we are inside of it already. */
export function enter(declaration: Declaration, use: Value, context: CheckContext): CheckContext | undefined {
  if (context.following.size >= longestChain) {
    context.report(say.tooMuch.at(use.span, {}));
    return undefined;
  }
  if (!context.following.has(declaration))
    return { ...context, following: new Set([...context.following, declaration]) };
  const kind = declaration.declares.text === 'dataset' ? 'data set' : declaration.declares.text;
  context.report(say.holdsItself.at(use.span, { kind, name: declaration.name.text }));
  return undefined;
}

function inPlace(node: Tagged): Thing {
  const entry: Tagged = { ...node, block: undefined };
  const block = node.block ?? { kind: 'Block', span: node.span, settings: [] };
  return { label: print(entry), node, block, entry };
}

function reportWrong(node: Plain, kind: Declarable, context: CheckContext): Sweep<never> {
  const help =
    node.kind === 'Text'
      ? 'a name is written without quotes'
      : node.kind === 'List'
        ? `to try each of them, write \`each\` before the list${kind === 'teacher' ? '; several at once are `teachers`' : ''}`
        : undefined;
  context.report(say.wrongKind.at(node.span, { found: describeValue(node), wanted: words[kind], help }));
  return nothing;
}
