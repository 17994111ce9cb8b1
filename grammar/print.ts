import type { Layout, Part, Stretch } from './layout.js';
import { writeNumber, writeText } from './literals.js';
import type { Argument, Declaration, Let, Name, Setting, SyntaxTree, Tagged, Use, Value } from './tree.js';

/** Whatever can be written on its own. */
export type Printable = SyntaxTree | Use | Let | Declaration | Setting | Argument | Name | Value;

const width = 100;

/**
 * The canonical text of a tree without mistakes: two spaces a level, a setting a line; a block or a list on one line
 * where that is short. Parsing it gives the same tree, spans aside; printing that changes nothing.
 */
export function print(node: Printable): string {
  return printWith(canonical, node);
}

/** The text of a tree, in a given layout. A file ends with a line end. */
export function printWith(layout: Layout, node: Printable): string {
  const printer = new Printer(layout);
  return node.kind === 'File' ? printer.file(node) : printer.text(node, '');
}

/** `use` and `let` stand together, declarations apart; what is short stands on one line. */
const canonical: Layout = {
  spell: literal => (literal.kind === 'Number' ? writeNumber(literal.value, literal.unit) : writeText(literal.value)),
  isSpread: () => false,
  isApart: (part, previous) =>
    !!part &&
    !!previous &&
    (part.kind === 'Declaration' || ((part.kind === 'Use' || part.kind === 'Let') && part.kind !== previous.kind)),
  takeBefore: () => [],
  takeBehind: () => undefined,
};

/** Where a line begins; `flat` where everything stands on the line that has begun. */
type Indent = string | 'flat';

class Printer {
  readonly #layout: Layout;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  file({ items, span }: SyntaxTree): string {
    return this.#lines(items, '', '', span.end);
  }

  text(node: Exclude<Printable, SyntaxTree>, indent: Indent): string {
    switch (node.kind) {
      case 'Use':
        return `use ${this.text(node.path, indent)}`;
      case 'Let':
        return `let ${node.name.text} = ${this.text(node.value, indent)}`;
      case 'Declaration': {
        const base = node.base ? ` extends ${node.base.text}` : '';
        return `${node.declares.text} ${node.name.text}${base} ${this.text(node.block, indent)}`;
      }
      case 'Setting':
        return `${node.name.text} ${this.text(node.value, indent)}`;
      case 'Argument':
        return `${node.name ? `${node.name.text}: ` : ''}${this.text(node.value, indent)}`;
      case 'Name':
        return node.text;
      case 'Each':
        return `each ${this.text(node.of, indent)}`;
      case 'Comparison':
        return `${this.text(node.left, indent)} ${node.operator} ${this.text(node.right, indent)}`;
      case 'Range':
        return `${this.text(node.low, indent)}..${this.text(node.high, indent)}`;
      case 'Number':
      case 'Text':
        return this.#layout.spell(node);
      case 'List':
        return this.#group(node.items, list, node.span, indent);
      case 'Block':
        return this.#group(node.settings, block, node.span, indent);
      case 'Tagged':
        return `${node.name.text}${this.#arguments(node, indent)}${node.block ? ` ${this.text(node.block, indent)}` : ''}`;
      case 'Missing':
        return '';
      default:
        return node satisfies never;
    }
  }

  #arguments({ name, arguments: given, block: contents, span }: Tagged, indent: Indent): string {
    const stretch = { start: name.span.end, end: contents?.span.start ?? span.end };
    return given ? this.#group(given, round, stretch, indent) : '';
  }

  #group(parts: readonly Part[], brackets: Brackets, stretch: Stretch, indent: Indent): string {
    const { open, close, pad, mark, gap } = brackets;
    const isSpread = this.#layout.isSpread(stretch, parts[0]);
    if (!isSpread) {
      const inner = parts.map(part => this.text(part, 'flat')).join(gap);
      const flat = inner ? `${open}${pad}${inner}${pad}${close}` : `${open}${pad}${close}`;
      const fits = indent === 'flat' || (indent.length + flat.length <= width && !flat.includes('\n'));
      if (fits) return flat;
    }
    if (indent === 'flat') return '\n'; // tells the group around it that it cannot be flat either
    return `${open}\n${this.#lines(parts, `${indent}  `, mark, stretch.end)}${indent}${close}`;
  }

  #lines(parts: readonly Part[], indent: string, mark: string, end: number): string {
    const { takeBefore, takeBehind, isApart } = this.#layout;
    const lines = parts.map((part, index) => {
      const empty = isApart(part, parts[index - 1]) ? '\n' : '';
      const before = takeBefore(part.span.start);
      const text = this.text(part, indent);
      const inside = takeBefore(part.span.end);
      const behind = takeBehind(part, parts[index + 1]?.span.start ?? end);
      const comments = commentLines([...before, ...inside.filter(comment => comment !== '')], indent);
      return `${empty}${comments}${indent}${text}${mark}${behind ? ` ${behind}` : ''}\n`;
    });
    const empty = isApart(undefined, parts.at(-1)) ? '\n' : '';
    const last = takeBefore(end);
    const comments = commentLines(last.at(-1) === '' ? last.slice(0, -1) : last, indent);
    return [...lines, ...(comments === '' ? [] : [empty, comments])].join('');
  }
}

const commentLines = (comments: readonly string[], indent: string): string =>
  comments.map(comment => (comment === '' ? '\n' : `${indent}${comment}\n`)).join('');

interface Brackets {
  readonly open: string;
  readonly close: string;
  /** Between the brackets and their contents, on one line. */
  readonly pad: string;
  /** Behind each part, on lines of their own; and between two on one line. */
  readonly mark: string;
  readonly gap: string;
}

const list: Brackets = { open: '[', close: ']', pad: '', mark: ',', gap: ', ' };
const round: Brackets = { ...list, open: '(', close: ')' };
const block: Brackets = { open: '{', close: '}', pad: ' ', mark: '', gap: '  ' };
