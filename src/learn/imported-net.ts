import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LayersParts, openLayers, openTopology } from './imported/layers-net.js';
import { openOnnx } from './imported/onnx-net.js';
import type { Net } from './module.js';
import { loadWeights, serializeWeights, type WeightsManifest } from './weights.js';

/** A ready-made net in memory: a TensorFlow.js layers model, or the bytes of an ONNX model. */
export type ModelParts = LayersParts | { readonly onnx: Uint8Array };

export type { LayersParts };

const topologyFile = 'topology.json';
/** What a layers model says of itself, where it does. */
const metadataFile = 'metadata.json';
export const onnxFile = 'model.onnx';

/** A net that gives logits. */
export const openModel = async (parts: ModelParts): Promise<Net> =>
  'onnx' in parts ? openOnnx(parts.onnx) : openLayers(parts);

/**
 * Keeps a ready-made net in an object: ONNX as it is, a layers model as its topology and its weights in the form of
 * every product. It is opened once, so that what cannot be used is not kept.
 */
export async function saveImported(folder: string, parts: ModelParts): Promise<void> {
  const { variables } = await openModel(parts);
  if ('onnx' in parts) {
    writeFileSync(join(folder, onnxFile), parts.onnx);
    return;
  }
  const { manifest, bytes } = await serializeWeights(variables);
  writeFileSync(join(folder, topologyFile), JSON.stringify(parts.modelTopology));
  if (parts.userDefinedMetadata !== undefined)
    writeFileSync(join(folder, metadataFile), JSON.stringify(parts.userDefinedMetadata));
  writeFileSync(join(folder, 'weights.bin'), bytes);
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
}

/**
 * The net of an object that `saveImported` has filled.
 *
 * @param read gives a file of the folder, for one who checks it on the way
 */
export async function openImported(
  folder: string,
  read = (file: string): Buffer => readFileSync(join(folder, file)),
): Promise<Net> {
  if (existsSync(join(folder, onnxFile))) return openOnnx(read(onnxFile));
  const json = (file: string): unknown => JSON.parse(read(file).toString('utf8'));
  const metadata = existsSync(join(folder, metadataFile)) ? json(metadataFile) : undefined;
  const net = await openTopology(json(topologyFile) as object, metadata);
  loadWeights(read('weights.bin'), json('manifest.json') as WeightsManifest, net.variables);
  return net;
}
