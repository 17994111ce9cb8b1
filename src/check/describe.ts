import { print, type Value } from '../../grammar/index.js';
import type { CatalogueKind, TypeShape } from '../catalogue/index.js';

/** What an author wrote, in a few words: `the number 5`. */
export function describeValue(value: Value): string {
  switch (value.kind) {
    case 'Number':
      return `the number ${shortened(print(value))}`;
    case 'Text':
      return `the text ${shortened(print(value))}`;
    case 'List':
      return 'a list';
    case 'Block':
      return 'a block';
    case 'Tagged':
      return value.arguments || value.block
        ? `\`${shortened(value.name.text)}\` with settings`
        : `the name \`${shortened(value.name.text)}\``;
    case 'Range':
      return `the range ${shortened(print(value))}`;
    case 'Comparison':
      return 'a comparison';
    case 'Each':
      return '`each`';
    case 'Missing':
      return 'nothing';
  }
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

/** What a place wants, with its article: `a whole number`. */
export function describeShape(shape: TypeShape): string {
  switch (shape.is) {
    case 'number':
      return shape.whole ? 'a whole number' : 'a number';
    case 'amount':
      return 'a count, a share or `all`';
    case 'duration':
      return 'a time';
    case 'memory':
      return 'an amount of memory';
    case 'text':
      return 'a text in double quotes';
    case 'path':
      return 'a path in double quotes';
    case 'flag':
      return '`true` or `false`';
    case 'word':
      return shape.words.length === 1
        ? `\`${shape.words[0]}\``
        : `one of ${shape.words.map(word => `\`${word}\``).join(', ')}`;
    case 'label':
      return 'a name';
    case 'tap':
      return 'a layer of a net, such as `stage-2`,';
    case 'concept':
      return 'the name of a declared concept';
    case 'list':
      return 'a list';
    case 'entry':
      return describeKind(shape.of);
  }
}

/** A kind of the catalogue, with its article. */
export function describeKind(kind: CatalogueKind): string {
  const words: Partial<Record<CatalogueKind, string>> = {
    dataset: 'a data set',
    loss: 'a loss term',
    weighting: 'a weighting of teachers',
    optimizer: 'an optimizer',
    augmentation: 'an augmentation',
    stopping: 'a rule for stopping',
    examples: 'a source of examples',
    halting: 'a rule for stopping early',
    pair: 'a pair of layers',
  };
  return words[kind] ?? `a ${kind}`;
}

/** The range of a number in words; empty where anything goes. */
export function describeRange(shape: Extract<TypeShape, { is: 'number' }>): string {
  const { min, max, above, below, among } = shape;
  if (among) return `one of ${among.join(', ')}`;
  const low = min !== undefined ? `at least ${min}` : above !== undefined ? `above ${above}` : '';
  const high = max !== undefined ? `at most ${max}` : below !== undefined ? `below ${below}` : '';
  return [low, high].filter(Boolean).join(' and ');
}
