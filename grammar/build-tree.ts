import { isImplied } from './brackets.js';
import { BlockBuilder } from './build-block.js';
import { buildLiteral } from './build-literal.js';
import type { IToken } from './chevrotain.js';
import type { DeclarationCst, FileCst, ItemCst, LetCst, UseCst } from './cst.js';
import * as mistake from './diagnostics/index.js';
import type { Reading } from './reading.js';
import { reportStray, tokensOf } from './report-stray.js';
import { shown } from './shown.js';
import { Equals, ForeignText, TextLiteral } from './tokens.js';
import {
  type Block,
  type Declaration,
  declarationKinds,
  type Let,
  type Name,
  type SyntaxTree,
  type Use,
} from './tree.js';

type Item = SyntaxTree['items'][number];

/** Builds the tree of a file, and reports every mistake that the grammar let pass. */
export function buildTree({ children }: FileCst, reading: Reading): SyntaxTree {
  const builder = new ItemBuilder(reading);
  const items: Item[] = [];
  /** The last node, where a mistake was found in it: what follows on its line goes with it. */
  let broken: ItemCst | undefined;
  let isPartial = false;
  for (const node of children.item ?? []) {
    const isLeftover =
      broken && node.children.stray && reading.onOneLine(reading.span(broken.location).end, node.location);
    const item = isLeftover ? undefined : builder.build(node);
    if (item) items.push(item);
    else if (node.children.use ?? node.children.let ?? node.children.declaration) isPartial = true;
    const isBroken = item ? 'value' in item && item.value.kind === 'Missing' : !node.children.Semicolon;
    broken = isBroken ? node : undefined;
  }
  const { source } = reading;
  return {
    kind: 'File',
    span: { source, start: 0, end: source.text.length },
    items,
    ...(isPartial ? { partial: true as const } : {}),
  };
}

/** Builds what stands at the top level; gives nothing where it cannot be known what was meant. */
class ItemBuilder {
  readonly #reading: Reading;
  readonly #blocks: BlockBuilder;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#blocks = new BlockBuilder(reading);
  }

  build({ children }: ItemCst): Item | undefined {
    const { use, let: constant, declaration, dashes, stray } = children;
    if (use) return this.#use(use[0]);
    if (constant) return this.#let(constant[0]);
    if (declaration) return this.#declaration(declaration[0]);
    if (dashes) this.#blocks.reportDashes(dashes[0]);
    if (stray) reportStray(stray[0], this.#reading, 'file');
    return undefined;
  }

  #use({ children, location }: UseCst): Use | undefined {
    const reading = this.#reading;
    const [word, token] = [children.Use?.[0], children.Literal?.[0]];
    if (word && token && reading.onOneLine(reading.span(word).end, token)) {
      const path = buildLiteral(token, reading);
      if (path.kind === 'Text') return { kind: 'Use', span: reading.span(location), path };
      if (path.kind === 'Missing') return undefined;
    }
    if (children.leftover) reading.skip(children.leftover[0].location);
    if (word) reading.report(mistake.missingPath.at(reading.span(word), {}));
    return undefined;
  }

  #let({ children, location }: LetCst): Let | undefined {
    const reading = this.#reading;
    const [keyword, word, separators, given] = [
      children.Let?.[0],
      children.Word?.[0],
      children.Separator,
      children.given,
    ];
    if (!word) {
      if (given) reading.skip(given[0].location);
      if (keyword) reading.report(mistake.missingName.at(reading.span(keyword), { kind: 'let' }));
      return undefined;
    }
    const name = this.#declaredName(word);
    const span = reading.span(location);
    const wrong = separators?.find(({ tokenType }, index) => index > 0 || tokenType !== Equals);
    if (!separators || wrong) {
      reading.reportBehind(word, mistake.missingEquals.at(reading.span(wrong ?? word), { name: name.text }));
      if (!separators && !given) return { kind: 'Let', span, name, value: reading.missing(word) };
    }
    const behind = separators?.at(-1) ?? word;
    if (given) return { kind: 'Let', span, name, value: this.#blocks.given(given[0], behind, '=') };
    reading.reportBehind(behind, mistake.missingOperand.at(reading.span(behind), { behind: behind.image }));
    return { kind: 'Let', span, name, value: reading.missing(behind) };
  }

  #declaration(node: DeclarationCst): Declaration | undefined {
    const reading = this.#reading;
    const { children, location } = node;
    const [declares, word, base] = [children.declares?.[0], children.name?.[0], children.base?.[0]];
    if (!declares) return undefined;
    if (!word) return this.#nameless(node, declares);
    const name = this.#declaredName(word);
    const isComplete = this.#judgeHeader(node, declares, name);
    const block = children.block ? this.#blocks.build(children.block[0]) : emptyBehind(reading, location);
    const kind = reading.name(declares);
    return {
      kind: 'Declaration',
      span: reading.span(location),
      declares: kind,
      name,
      base: base && reading.name(base),
      block: isComplete ? block : { ...block, partial: true },
    };
  }

  /** What is wrong between the name and the block, at most one thing. */
  #judgeHeader({ children }: DeclarationCst, declares: IToken, name: Name): boolean {
    const reading = this.#reading;
    const { Extends: keyword, base, leftover, block } = children;
    const kind = declares.image;
    const junk = leftover ? tokensOf(leftover[0]) : [];
    if (leftover) reading.skip(leftover[0].location);
    if (!block) {
      const diagnostic = isKind(kind)
        ? mistake.missingBlock.at(name.span, { kind, name: name.text })
        : mistake.stray.at(reading.span(declares), { found: shown(kind), where: 'file' });
      reading.report(diagnostic);
    } else if (keyword && !base) {
      reading.report(mistake.missingBase.at(reading.span(keyword[0]), {}));
    } else if (junk[0] && block[0].children.LeftCurly && !isImplied(block[0].children.LeftCurly[0])) {
      reading.reportAt(
        junk[0],
        mistake.stray.at(reading.span(junk[0]), { found: shown(junk[0].image), where: 'header' }),
      );
      return true;
    }
    return !!block && (!keyword || !!base);
  }

  /** Its block is read all the same, for the mistakes in it. */
  #nameless({ children }: DeclarationCst, declares: IToken): undefined {
    const reading = this.#reading;
    const span = reading.span(declares);
    const junk = children.leftover ? tokensOf(children.leftover[0]) : [];
    const isText = [TextLiteral, ForeignText].some(type => junk[0]?.tokenType === type);
    if (children.leftover) reading.skip(children.leftover[0].location);
    if (children.block || children.Extends || isText || isKind(declares.image)) {
      reading.reportBehind(declares, mistake.missingName.at(span, { kind: declares.image }));
    } else {
      reading.report(mistake.stray.at(span, { found: shown(declares.image), where: 'file' }));
    }
    if (children.block) this.#blocks.build(children.block[0]);
    return undefined;
  }

  #declaredName(word: IToken): Name {
    const name = this.#reading.name(word);
    if (isReserved(name.text)) this.#reading.report(mistake.reservedName.at(name.span, { name: name.text }));
    return name;
  }
}

const isKind = (word: string): boolean => declarationKinds.some(kind => kind === word);

const isReserved = (word: string): boolean => isKind(word) || ['use', 'let', 'each', 'extends'].includes(word);

function emptyBehind(reading: Reading, location: DeclarationCst['location']): Block {
  return { kind: 'Block', span: reading.missing(location).span, settings: [], partial: true };
}
