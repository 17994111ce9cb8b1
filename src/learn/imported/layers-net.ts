import { add, io, mul, reshape, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { TrainingFailure } from '../failure.js';
import type { Net } from '../module.js';
import { expectTopology } from './expect-topology.js';
import { isRecord, ownNormalization } from './own-normalization.js';

/** What a layers model is made of, all in memory. */
export type LayersParts = Required<Pick<io.ModelArtifacts, 'modelTopology' | 'weightSpecs' | 'weightData'>> & {
  /** What who wrote it says of it. */
  readonly userDefinedMetadata?: unknown;
};

/**
 * A net that gives logits, from a layers model: its topology without a softmax at the end, for everything here works on
 * logits.
 */
export async function openLayers(parts: LayersParts): Promise<Net> {
  const { userDefinedMetadata, ...artifacts } = parts;
  return asNet(await load(artifacts), userDefinedMetadata);
}

/** The net of a topology alone, with weights that are still to be loaded. */
export async function openTopology(modelTopology: object, metadata?: unknown): Promise<Net> {
  return asNet(await load({ modelTopology }), metadata);
}

/** What the library has against a model is the model's fault: it came from somewhere else. */
async function load(artifacts: io.ModelArtifacts & { readonly modelTopology: object }): Promise<LayersModel> {
  expectTopology(artifacts.modelTopology);
  try {
    return await loadLayersModel(
      io.fromMemory({ ...artifacts, modelTopology: withoutSoftmax(artifacts.modelTopology as Topology) }),
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TrainingFailure('refused', `TensorFlow.js does not take the imported net: ${reason}`);
  }
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

function asNet(model: LayersModel, metadata: unknown): Net {
  const own = ownNormalization(isRecord(metadata) ? metadata.kd : undefined);
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
      const pixels = own ? add(mul(images, [...own.deviation]), [...own.mean]) : images;
      const logits = model.apply(reshape(pixels, [-1, ...input]), { training }) as Tensor as Tensor2D;
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
