import { beforeAll, describe, expect, it } from 'vitest';
import { type Constant, foldScales, type GraphNode, type GraphOperation } from '../../../src/formats/index.js';
import { startEngine } from '../../../src/learn/engines/index.js';
import { smallNets, traced } from './traced-nets.js';

beforeAll(async () => {
  await startEngine('cpu', { threads: 1 });
});

const constant = (shape: readonly number[], values: readonly number[]): Constant => ({
  shape,
  values: Float32Array.from(values),
});
const node = (name: string, operation: GraphOperation): GraphNode => ({ name, shape: [4, 4, 2], operation });
const conv = node('conv', {
  kind: 'conv',
  x: 'pixels',
  filter: constant([1, 1, 1, 2], [3, 5]),
  bias: constant([2], [1, 2]),
  strides: [1, 1],
  padding: [0, 0, 0, 0],
});
const scale = node('scale', {
  kind: 'scale',
  x: 'conv',
  slope: constant([2], [10, 100]),
  shift: constant([2], [-1, -2]),
});
const relu = node('logits', { kind: 'relu', x: 'scale' });

describe('a slope and a shift behind a convolution', () => {
  it('become part of it', () => {
    const { nodes } = foldScales({ input: [4, 4, 1], nodes: [conv, scale, relu] });

    expect(nodes.map(({ name }) => name)).toEqual(['scale', 'logits']);
    expect(nodes[0]?.operation).toMatchObject({
      kind: 'conv',
      x: 'pixels',
      filter: constant([1, 1, 1, 2], [30, 500]),
      bias: constant([2], [9, 198]),
    });
  });

  it('stay where something else reads the convolution too', () => {
    const both = node('logits', { kind: 'add', a: 'scale', b: 'conv' });

    expect(foldScales({ input: [4, 4, 1], nodes: [conv, scale, both] }).nodes).toEqual([conv, scale, both]);
  });

  it.each([
    ['resnet', 0],
    ['mobilenet', 0],
    ['vgg', 0],
    ['densenet', 6], // two norms of each stage stand behind no convolution of their own,
  ])('of %s leave %i of their kind', (family, left) => {
    const [, configured, input] = smallNets.find(([name]) => name === family)!;

    const { nodes } = traced(configured, input).graph;

    expect(nodes.filter(({ operation: { kind } }) => kind === 'scale')).toHaveLength(left);
  });
});
