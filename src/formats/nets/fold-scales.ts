import type { Constant, GraphNode, GraphOperation, NetGraph, Operand, ValueName } from './net-graph.js';

type Conv = Extract<GraphOperation, { readonly kind: 'conv' | 'depthwise-conv' }>;
type Scale = Extract<GraphOperation, { readonly kind: 'scale' }>;

/**
 * The same net with each slope and shift worked into the convolution before it, where nothing else reads that: batch norm
 * costs nothing then, and what is left is a plain convolution, to be trained on as one.
 */
export function foldScales({ input, nodes }: NetGraph): NetGraph {
  const readers = new Map<ValueName, number>();
  for (const value of nodes.flatMap(({ operation }) => valuesOf(operation)))
    readers.set(value, (readers.get(value) ?? 0) + 1);
  const convs = new Map(nodes.flatMap(({ name, operation }) => (isConv(operation) ? [[name, operation]] : [])));
  const folded = new Set<ValueName>();

  const fold = (node: GraphNode): GraphNode => {
    const { operation } = node;
    const conv = operation.kind === 'scale' ? convs.get(operation.x) : undefined;
    if (operation.kind !== 'scale' || !conv || readers.get(operation.x) !== 1) return node;
    folded.add(operation.x);
    return { ...node, operation: scaled(conv, operation) };
  };
  const all = nodes.map(fold);
  return { input, nodes: all.filter(({ name }) => !folded.has(name)) };
}

/** slope · (x ∗ filter + bias) + shift by channel of what comes out, which is the last axis but one of a depthwise filter. */
function scaled(conv: Conv, { slope, shift }: Scale): Conv {
  const channels = slope.values.length;
  const factor = (at: number): number => slope.values[at % channels] ?? 1;
  const filter: Constant = {
    shape: conv.filter.shape,
    values: conv.filter.values.map((value, at) => value * factor(at)),
  };
  const values = shift.values.map((value, at) => value + factor(at) * (conv.bias?.values[at] ?? 0));
  return { ...conv, filter, bias: { shape: [channels], values } };
}

const isConv = (operation: GraphOperation): operation is Conv =>
  operation.kind === 'conv' || operation.kind === 'depthwise-conv';

/** The results that an operation reads. */
function valuesOf(operation: GraphOperation): readonly ValueName[] {
  const operands: readonly Operand[] =
    'parts' in operation ? operation.parts : 'a' in operation ? [operation.a, operation.b] : [operation.x];
  return operands.filter(operand => typeof operand === 'string');
}
