import { isDeepStrictEqual } from 'node:util';
import { type Tensor, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { type GraphNode, type GraphOperation, inputName, type NetGraph, outputName } from '../../formats/index.js';
import { must } from '../../lib/bug.js';
import { random } from '../../lib/random.js';
import { TrainingFailure } from '../failure.js';
import type { Product } from '../strategy.js';
import { endsInRelu, followKernel, type KernelSite, passesOn } from './follow-kernel.js';
import { type KernelCall, type KernelInput, recordKernels } from './record-kernels.js';

/**
 * What a product computes in inference, seen by watching it: its kernels in their order, those that depend on no image
 * worked out to constants, so batch norm comes as one slope and one shift for each channel. It is watched twice, with
 * other images and another number of them: what differs then would be wrong in a file. The engine must give values at
 * once, as `wasm` does.
 *
 * @param input shape of one image
 * @throws TrainingFailure `refused` where it cannot be said in standard operations
 */
export function traceNet(product: Product, input: NetGraph['input']): NetGraph {
  const [graph, again] = [watch(product, input, 2), watch(product, input, 3)];
  if (!isDeepStrictEqual(graph, again)) throw refusal('depends on the batch in a way that cannot be followed');
  return graph;
}

const refusal = (what: string): TrainingFailure => new TrainingFailure('refused', `what the net computes ${what}`);

function watch(product: Product, input: NetGraph['input'], batch: number): NetGraph {
  const stream = random(batch);
  const pixels = Float32Array.from({ length: batch * input[0] * input[1] * input[2] }, (_, at) => stream.uniform(at));
  const graphs: NetGraph[] = [];
  // Nothing is returned from within: TensorFlow.js would look for tensors in every number of every constant.
  tidy(() => {
    const images = tensor4d(pixels, [batch, ...input]);
    const results: Tensor[] = [];
    const calls = recordKernels(images, () => {
      results.push(product.apply(images, { training: false, random: random(0) }).logits);
    });
    graphs.push({ input, nodes: follow(calls, images, must(results[0], 'logits').id) });
  });
  const graph = must(graphs[0], 'graph');
  if (graph.nodes.at(-1)?.name !== outputName)
    throw refusal('is not computed by TensorFlow.js, and cannot be followed');
  return graph;
}

/** One node for each call, and one more for a ReLU in the same kernel. */
function follow(calls: readonly KernelCall[], images: Tensor, logits: number): readonly GraphNode[] {
  const names = new Map([[images.id, inputName]]);
  const nodes: GraphNode[] = [];
  const counts = new Map<string, number>();
  const last = sourceOf(logits, calls);

  const add = (operation: GraphOperation, shape: readonly number[], isLast: boolean): string => {
    const count = (counts.get(operation.kind) ?? 0) + 1;
    counts.set(operation.kind, count);
    const name = isLast ? outputName : `${operation.kind}-${count}`;
    nodes.push({ name, shape, operation });
    return name;
  };

  for (const call of calls) {
    const { kernel, attributes, result } = call;
    if (result.shape[0] !== images.shape[0]) throw refusal('mixes the images of a batch');
    const shape = result.shape.slice(1);
    const site = siteOf(call, shape, names);
    if (passesOn(kernel)) {
      names.set(result.id, site.value('x'));
      continue;
    }
    const isLast = result.id === last;
    const hasRelu = endsInRelu(attributes);
    const name = add(followKernel(kernel, site), shape, isLast && !hasRelu);
    names.set(result.id, hasRelu ? add({ kind: 'relu', x: name }, shape, isLast) : name);
  }
  return nodes;
}

/** What a result is, behind kernels that only pass it on. */
const sourceOf = (id: number, calls: readonly KernelCall[]): number =>
  calls.reduceRight(
    (last, { kernel, inputs: { x }, result }) => (passesOn(kernel) && x && result.id === last ? x.id : last),
    id,
  );

function siteOf(
  { inputs, attributes, kernel }: KernelCall,
  shape: readonly number[],
  names: ReadonlyMap<number, string>,
): KernelSite {
  const input = (name: string): KernelInput => must(inputs[name], `${name} of ${kernel}`);
  const constant: KernelSite['constant'] = name => {
    const { shape, values } = input(name);
    if (!values) throw refusal(`has images for the ${name} of ${kernel}, which no file format knows`);
    return { shape: [...shape], values };
  };
  const value: KernelSite['value'] = name => {
    const { id, values } = input(name);
    if (values) throw refusal(`has a constant for the ${name} of ${kernel}, which no file format knows`);
    return must(names.get(id), `the ${name} of ${kernel}`);
  };
  return {
    attributes,
    shape,
    shapeOf: name => input(name).shape,
    has: name => inputs[name] !== undefined,
    value,
    constant,
    operand: name => (input(name).values ? constant(name) : value(name)),
    values: () => Object.keys(inputs).map(value),
  };
}
