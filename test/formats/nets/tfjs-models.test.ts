import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { graphModel, layersModel, NoSuchLayer } from '../../../src/formats/index.js';
import { startEngine } from '../../../src/learn/engines/index.js';
import { expectClose } from '../../learn/numerics.js';
import { inMemory } from './in-memory.js';
import { smallNets, traced } from './traced-nets.js';

beforeAll(async () => {
  await startEngine('cpu', { threads: 1 });
});

const withLayers = smallNets.filter(([name]) => name !== 'vit');

describe('a layers model', () => {
  it.each(withLayers)('of %s gives the logits of the net', async (_, configured, input) => {
    const { graph, pixels, shape, logits } = traced(configured, input);

    const model = await loadLayersModel(inMemory(layersModel(graph, {})));

    expectClose(model.predict(tensor([...pixels], [...shape])) as Tensor, logits);
  });

  it('of vit is refused: attention is no layer', () => {
    const [, configured, input] = smallNets.find(([name]) => name === 'vit')!;

    expect(() => layersModel(traced(configured, input).graph, {})).toThrow(NoSuchLayer);
  });
});

describe('a graph model', () => {
  it.each(smallNets)('of %s gives the logits of the net', async (_, configured, input) => {
    const { graph, pixels, shape, logits } = traced(configured, input);

    const model = await loadGraphModel(inMemory(graphModel(graph, {})));

    expectClose(model.predict(tensor([...pixels], [...shape])) as Tensor, logits);
  });
});
