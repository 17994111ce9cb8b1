import { type Diagnostic, type List, print, type Value } from '../../grammar/index.js';
import type { TypeShape } from '../catalogue/index.js';
import type { Json } from '../lib/json.js';
import { nearest } from '../lib/nearest.js';
import { evaluateConceptName } from './concept.js';
import { configure } from './configure.js';
import { type CheckContext, type Place, within } from './context.js';
import { describeShape, describeValue } from './describe.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate, itemsOf, type Plain } from './evaluate.js';
import { type Judged, judgeAmount, judgeDuration, judgeMemory, judgeNumber } from './number.js';
import { judgePath } from './path.js';
import { constant, joinList, map, nothing, type Sweep } from './sweep.js';

/** What a value of a given shape means at every point. */
export function evaluateShape(node: Value, shape: TypeShape, place: Place, context: CheckContext): Sweep<Json> {
  if (shape.is === 'list') return evaluateList(node, shape, place, context);
  return evaluate(node, place, context, (plain, at, inside) => {
    if (shape.is === 'entry')
      return map(configure(plain, shape.of, at, inside), configured => configured as unknown as Json);
    if (shape.is === 'concept')
      return map(evaluateConceptName(plain, at, inside), concept => concept as unknown as Json);
    const judged = judge(plain, shape, inside);
    if ('value' in judged) return constant(judged.value);
    inside.report(judged.wrong);
    return nothing;
  });
}

type Simple = Exclude<TypeShape, { is: 'entry' } | { is: 'list' } | { is: 'concept' }>;

function judge(node: Plain, shape: Simple, context: CheckContext): Judged<Json> {
  const wrong = { wrong: wrongKind(node, shape) };
  switch (shape.is) {
    case 'number':
      return node.kind === 'Number' ? judgeNumber(node, shape) : wrong;
    case 'amount':
      if (bareName(node) === 'all') return { value: 'all' };
      return node.kind === 'Number' ? (judgeAmount(node) as Judged<Json>) : wrong;
    case 'duration':
      return node.kind === 'Number' ? judgeDuration(node) : wrong;
    case 'memory':
      return node.kind === 'Number' ? judgeMemory(node) : wrong;
    case 'text':
      return node.kind === 'Text' ? { value: node.value } : wrong;
    case 'path':
      return node.kind === 'Text' ? judgePath(node, context) : wrong;
    case 'flag':
      return judgeWord(node, ['true', 'false'], wrong, text => text === 'true');
    case 'word':
      return judgeWord(node, shape.words, wrong, text => text);
    case 'tap': {
      const name = bareName(node);
      return name === undefined ? wrong : { value: name };
    }
    case 'label': {
      const name = node.kind === 'Text' ? node.value : bareName(node);
      return name === undefined ? wrong : { value: name };
    }
  }
}

function judgeWord(
  node: Plain,
  words: readonly string[],
  wrong: Judged<Json>,
  meaning: (text: string) => Json,
): Judged<Json> {
  const name = bareName(node);
  if (name === undefined) return wrong;
  if (words.includes(name)) return { value: meaning(name) };
  const known = `it is one of ${words.map(word => `\`${word}\``).join(', ')}`;
  return {
    wrong: say.unknownName.at(node.span, { name, wanted: 'value', is: undefined, near: nearest(name, words), known }),
  };
}

export const bareName = (node: Value): string | undefined =>
  node.kind === 'Tagged' && !node.arguments && !node.block ? node.name.text : undefined;

export function wrongKind(node: Plain, shape: TypeShape): Diagnostic {
  if (node.kind === 'Range') return say.rangeAlone.at(node.span, { range: print(node) });
  return say.wrongKind.at(node.span, {
    found: describeValue(node),
    wanted: describeShape(shape),
    help: quoteHelp(node, shape),
  });
}

function quoteHelp(node: Plain, shape: TypeShape): string | undefined {
  const name = bareName(node);
  if (name !== undefined && (shape.is === 'text' || shape.is === 'path'))
    return `put it in double quotes: \`"${name}"\``;
  if (node.kind === 'Text' && (shape.is === 'word' || shape.is === 'entry' || shape.is === 'flag'))
    return 'a name is written without quotes';
  return undefined;
}

type ListShape = Extract<TypeShape, { is: 'list' }>;

/** A list; one value alone stands for a list of one. A range in a list stands for its numbers. */
function evaluateList(node: Value, shape: ListShape, place: Place, context: CheckContext): Sweep<Json> {
  return evaluate(node, place, context, (plain, at, inside) => {
    const list: Pick<List, 'items' | 'span'> = plain.kind === 'List' ? plain : { items: [plain], span: plain.span };
    const items = itemsOf(list.items, inside);
    if (!items) return nothing;
    const { min = 0, max = Number.POSITIVE_INFINITY } = shape;
    if (items.length < min || items.length > max) {
      const wanted =
        items.length < min ? `at least ${min} ${min === 1 ? 'is' : 'are'} wanted` : `at most ${max} are wanted`;
      inside.report(say.wrongLength.at(list.span, { found: items.length, wanted }));
      return nothing;
    }
    return joinList(
      items.map((item, index) => evaluateShape(item, shape.of, within(at, 'place', String(index + 1)), inside)),
    );
  });
}
