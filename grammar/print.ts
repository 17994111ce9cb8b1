import { writeNumber, writeText } from './literals.js';
import type { Argument, Block, Declaration, Let, Name, Setting, SyntaxTree, Use, Value } from './tree.js';

type Item = Use | Let | Declaration;

/** Whatever can be written on its own. */
export type Printable = SyntaxTree | Item | Setting | Argument | Name | Value;

const width = 100;

/**
 * The canonical text of a tree without mistakes: two spaces a level, a setting a line; a block or a list on one line
 * where that is short. Parsing it gives the same tree, spans aside; printing that changes nothing.
 */
export function print(node: Printable): string {
  return node.kind === 'File' ? printItems(node.items) : at(node, '');
}

/** `use` and `let` stand together, declarations apart. */
function printItems(items: readonly Item[]): string {
  const lines = items.map((item, index) => {
    const last = items[index - 1];
    const isApart = last && (item.kind === 'Declaration' || last.kind !== item.kind);
    return `${isApart ? '\n' : ''}${at(item, '')}\n`;
  });
  return lines.join('');
}

/** A node whose first line begins at an indentation, whatever stands before it on that line. */
function at(node: Exclude<Printable, SyntaxTree>, indent: string): string {
  switch (node.kind) {
    case 'Use':
      return `use ${at(node.path, indent)}`;
    case 'Let':
      return `let ${node.name.text} = ${at(node.value, indent)}`;
    case 'Declaration': {
      const base = node.base ? ` extends ${node.base.text}` : '';
      return `${node.declares.text} ${node.name.text}${base} ${at(node.block, indent)}`;
    }
    case 'Setting':
      return `${node.name.text} ${at(node.value, indent)}`;
    case 'Argument':
      return `${node.name ? `${node.name.text}: ` : ''}${at(node.value, indent)}`;
    case 'Name':
      return node.text;
    case 'Each':
      return `each ${at(node.of, indent)}`;
    case 'Comparison':
      return `${at(node.left, indent)} ${node.operator} ${at(node.right, indent)}`;
    case 'Range':
      return `${at(node.low, indent)}..${at(node.high, indent)}`;
    case 'Number':
      return writeNumber(node.value, node.unit);
    case 'Text':
      return writeText(node.value);
    case 'List':
      return group('[', node.items, ']', indent);
    case 'Block':
      return block(node, indent);
    case 'Tagged': {
      const given = node.arguments ? group('(', node.arguments, ')', indent) : '';
      return `${node.name.text}${given}${node.block ? ` ${block(node.block, indent)}` : ''}`;
    }
    case 'Missing':
      return '';
    default:
      return node satisfies never;
  }
}

function block({ settings }: Block, indent: string): string {
  const flat = settings.length === 0 ? '{ }' : `{ ${settings.map(setting => at(setting, '')).join('  ')} }`;
  return fits(flat, indent) ? flat : lines('{', settings, '', '}', indent);
}

function group(open: string, items: readonly (Value | Argument)[], close: string, indent: string): string {
  const flat = `${open}${items.map(item => at(item, '')).join(', ')}${close}`;
  return fits(flat, indent) ? flat : lines(open, items, ',', close, indent);
}

const fits = (text: string, indent: string): boolean => indent.length + text.length <= width && !text.includes('\n');

function lines(
  open: string,
  items: readonly (Setting | Value | Argument)[],
  mark: string,
  close: string,
  indent: string,
): string {
  const inner = `${indent}  `;
  return `${open}\n${items.map(item => `${inner}${at(item, inner)}${mark}\n`).join('')}${indent}${close}`;
}
