import { isImplied } from './brackets.js';
import { ElementsBuilder } from './build-elements.js';
import { buildLiteral } from './build-literal.js';
import type { IToken } from './chevrotain.js';
import type { ArgumentsCst, BlockCst, ListCst, OperandCst, PrimaryCst, ValueCst } from './cst.js';
import { eachOfComparison, missingOperand, reservedValue } from './diagnostics/index.js';
import type { Reading } from './reading.js';
import { BadWord } from './tokens.js';
import type { Argument, Block, Comparison, List, Missing, Operand, Primary, Value } from './tree.js';

/** Builds values. Blocks inside of them are built by whoever knows settings. */
export class ValueBuilder {
  readonly #reading: Reading;
  readonly #block: (node: BlockCst) => Block;

  constructor(reading: Reading, block: (node: BlockCst) => Block) {
    this.#reading = reading;
    this.#block = block;
  }

  value({ children, location }: ValueCst): Value {
    const span = this.#reading.span(location);
    const { Each: each, operand, Compare: compare, right } = children;
    if (each) {
      const [, second] = each;
      if (second) return this.#fail(second, reservedValue.at(this.#reading.span(second), { word: second.image }));
      const of = operand ? this.#operand(operand[0]) : this.#missingBehind(each[0]);
      if (!compare) return { kind: 'Each', span, of };
      const [operator] = compare;
      return this.#fail(operator, eachOfComparison.at(this.#reading.span(operator), { operator: operator.image }));
    }
    if (!operand) return this.#reading.missing(location);
    const left = this.#operand(operand[0]);
    if (!compare) return left;
    const operator = compare[0].image as Comparison['operator'];
    return { kind: 'Comparison', span, left, operator, right: this.#operandOr(right?.[0], compare[0]) };
  }

  #operand({ children, location }: OperandCst): Operand {
    const { low, DotDot: dots, high } = children;
    if (!low) return this.#reading.missing(location);
    const first = this.#primary(low[0]);
    if (!dots) return first;
    const last = high ? this.#primary(high[0]) : this.#missingBehind(dots[0]);
    return { kind: 'Range', span: this.#reading.span(location), low: first, high: last };
  }

  #operandOr(operand: OperandCst | undefined, behind: IToken): Operand {
    return operand ? this.#operand(operand) : this.#missingBehind(behind);
  }

  #primary({ children, location }: PrimaryCst): Primary {
    const { Literal: literal, list, Plain: word, arguments: given, block } = children;
    if (literal) return buildLiteral(literal[0], this.#reading);
    if (list) return this.#list(list[0]);
    const contents = block && this.#block(block[0]);
    if (!word) return contents ?? this.#reading.missing(location);
    const name = this.#reading.name(word[0]);
    const isLost = !!given && this.#isUnclosed(given[0].children.RightRound);
    if (isLost || word[0].tokenType === BadWord) return this.#reading.missing(location);
    const span = this.#reading.span(location);
    return { kind: 'Tagged', span, name, arguments: given && this.#arguments(given[0]), block: contents };
  }

  #list({ children, location }: ListCst): List | Missing {
    if (this.#isUnclosed(children.RightSquare)) return this.#reading.missing(location);
    const items = new ElementsBuilder(this.#reading, node => this.value(node), 'list').build(children.element ?? []);
    return { kind: 'List', span: this.#reading.span(location), items: items.map(item => item.value) };
  }

  #arguments({ children }: ArgumentsCst): readonly Argument[] {
    return new ElementsBuilder(this.#reading, node => this.value(node), 'arguments').build(children.element ?? []);
  }

  /** Whether a group is closed only by us: then what stands in it may belong to the block around it. */
  #isUnclosed(closer: readonly [IToken, ...IToken[]] | undefined): boolean {
    const isUnclosed = !closer || isImplied(closer[0]);
    if (isUnclosed) this.#reading.isLossy = true;
    return isUnclosed;
  }

  #missingBehind(token: IToken): Missing {
    const { image: behind } = token;
    this.#reading.reportBehind(token, missingOperand.at(this.#reading.span(token), { behind }));
    return this.#reading.missing(token);
  }

  #fail(token: IToken, diagnostic: Parameters<Reading['report']>[0]): Missing {
    this.#reading.report(diagnostic);
    return this.#reading.missing(token);
  }
}
