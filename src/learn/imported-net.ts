import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { io, reshape, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { TrainingFailure } from './failure.js';
import type { Net } from './module.js';
import { loadWeights, serializeWeights, type WeightsManifest } from './weights.js';

const topologyFile = 'topology.json';

/** What a layers model is made of, all in memory. */
export type ModelParts = Required<Pick<io.ModelArtifacts, 'modelTopology' | 'weightSpecs' | 'weightData'>>;

/**
 * Keeps a layers model in an object: its topology without a softmax at the end, for everything here works on logits;
 * its weights in the form of every product.
 */
export async function saveImported(folder: string, parts: ModelParts): Promise<void> {
  const { manifest, bytes } = serializeWeights((await openModel(parts)).variables);
  writeFileSync(join(folder, topologyFile), JSON.stringify(withoutSoftmax(parts.modelTopology as Topology)));
  writeFileSync(join(folder, 'weights.bin'), bytes);
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
}

/** A net that gives logits, from a layers model. */
export async function openModel(parts: ModelParts): Promise<Net> {
  const modelTopology = withoutSoftmax(parts.modelTopology as Topology);
  return asNet(await loadLayersModel(io.fromMemory({ ...parts, modelTopology })));
}

/** The net of an object that `saveImported` has filled. */
export async function openImported(folder: string): Promise<Net> {
  const read = (file: string): Buffer => readFileSync(join(folder, file));
  const modelTopology = JSON.parse(read(topologyFile).toString('utf8')) as Topology;
  const net = asNet(await loadLayersModel(io.fromMemory({ modelTopology })));
  loadWeights(
    read('weights.bin'),
    JSON.parse(read('manifest.json').toString('utf8')) as WeightsManifest,
    net.variables,
  );
  return net;
}

/** As Keras writes it; a model saved by Python wraps it in `model_config`. */
interface Topology {
  readonly model_config?: Topology;
  readonly config?: {
    readonly layers?: readonly LayerConfig[];
    readonly output_layers?: readonly (readonly unknown[])[];
  };
}

interface LayerConfig {
  readonly class_name: string;
  readonly name?: string;
  readonly config: { readonly name?: string; readonly activation?: unknown };
}

function withoutSoftmax(topology: Topology): Topology {
  if (topology.model_config) return { ...topology, model_config: withoutSoftmax(topology.model_config) };
  const layers = topology.config?.layers ?? [];
  const output = topology.config?.output_layers?.[0]?.[0] ?? layers.at(-1)?.config.name;
  return {
    ...topology,
    config: { ...topology.config, layers: layers.map(layer => (layer.config.name === output ? linear(layer) : layer)) },
  };
}

function linear(layer: LayerConfig): LayerConfig {
  if (layer.class_name === 'Softmax')
    return { ...layer, class_name: 'Activation', config: { ...layer.config, activation: 'linear' } };
  return layer.config.activation === 'softmax'
    ? { ...layer, config: { ...layer.config, activation: 'linear' } }
    : layer;
}

function asNet(model: LayersModel): Net {
  const [input, output] = [shapeOf(model.inputs), shapeOf(model.outputs)];
  const [classes] = output;
  if (classes === undefined || output.length !== 1)
    throw new TrainingFailure('refused', `the imported net gives [${output}], expected one number for each class`);
  const trainable = new Set(model.trainableWeights);
  return {
    configured: { name: 'imported', settings: {} },
    input: [input.at(-3) ?? 1, input.at(-2) ?? 1, input.at(-1) ?? 1],
    classes,
    taps: { logits: [classes] },
    parameters: model.trainableWeights.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    flops: model.layers.reduce((sum, layer) => sum + flopsOf(layer), 0),
    head: { variables: [], apply: pooled => pooled as Tensor2D },
    // Names of layers are made unique anew with each loading; the order is what stays.
    variables: model.weights.map((weight, index) => ({
      name: `${index}/${weight.originalName}`,
      variable: weight.read() as ReturnType<typeof weight.read> & Net['variables'][number]['variable'],
      trainable: trainable.has(weight),
      decays: weight.shape.length > 1,
    })),
    apply(images, { training }) {
      const logits = model.apply(reshape(images, [-1, ...input]), { training }) as Tensor as Tensor2D;
      return { logits, taps: { logits } };
    },
  };
}

function shapeOf(tensors: LayersModel['inputs']): number[] {
  const shapes = tensors.map(({ shape }) => shape.slice(1));
  const [shape] = shapes;
  if (shapes.length !== 1 || shape?.some(size => size === null) !== false)
    throw new TrainingFailure('refused', 'the imported net must have one input and one output, of fixed shapes');
  return shape.map(Number);
}

const sizeOf = (shape: readonly (number | null)[]): number =>
  shape.reduce<number>((size, length) => size * (length ?? 1), 1);

/** Dense and convolution kernels, once for every place they are applied at; a multiply-add counted as two. */
function flopsOf(layer: LayersModel['layers'][number]): number {
  const kernel = layer.weights.find(({ originalName }) => /kernel$/.test(originalName));
  if (!kernel) return 0;
  const places = [layer.outputShape].flat(2).slice(1, -1);
  return 2 * sizeOf(kernel.shape) * sizeOf(places as (number | null)[]);
}
