import type { Dataset, Normalization } from '../../data/index.js';
import { inputName, outputName } from '../../formats/index.js';
import type { Product } from '../../learn/strategy.js';
import { kdVersion } from '../../lib/kd-version.js';
import type { EvaluateSpec, TrainSpec } from '../../plan/index.js';
import type { ObjectInfo } from '../../store/index.js';
import type { ExportOrder } from '../protocol.js';

/** All that a program or a person has to know to use a student: what goes in, what comes out, how good it is. */
export interface StudentFacts {
  readonly format: 1;
  readonly kd: string;
  /** Run, trial and settings, as the command knows them. */
  readonly about: Readonly<Record<string, unknown>>;
  readonly net: unknown;
  readonly strategy: string;
  readonly input: {
    readonly name: string;
    readonly type: 'float32';
    readonly layout: 'batch, rows, columns, channels';
    readonly shape: readonly (number | null)[];
    /** A value of the data set is divided by this: 255 where pixels are bytes. Nothing else is to be done to it. */
    readonly scale: number;
  };
  /** Part of the models: of pixels that were scaled, (pixel − mean) / deviation by channel. */
  readonly normalization: Normalization;
  readonly output: {
    readonly name: string;
    readonly shape: readonly (number | null)[];
    readonly means: 'logits: a softmax makes probabilities of them';
  };
  readonly classes: readonly string[];
  readonly dataset: string;
  readonly part: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly parameters: number;
  readonly flops: number;
  /** The object in the store that the weights are from. */
  readonly object: { readonly id: string; readonly sha256?: string };
}

interface Described {
  readonly order: ExportOrder;
  readonly spec: EvaluateSpec;
  readonly evaluation: ObjectInfo;
  readonly product: Product;
  readonly dataset: Dataset;
  readonly object: ObjectInfo;
}

export function describeStudent({ order, spec, evaluation, product, dataset, object }: Described): StudentFacts {
  const { shape, scale, classNames } = dataset.test;
  const { net, strategy } = object.spec as TrainSpec;
  return {
    format: 1,
    kd: kdVersion(),
    about: order.about,
    net,
    strategy: strategy.name,
    input: {
      name: inputName,
      type: 'float32',
      layout: 'batch, rows, columns, channels',
      shape: [null, ...shape],
      scale,
    },
    normalization: dataset.normalization,
    output: {
      name: outputName,
      shape: [null, classNames.length],
      means: 'logits: a softmax makes probabilities of them',
    },
    classes: classNames,
    dataset: spec.data.from.name,
    part: spec.part,
    metrics: evaluation.metrics,
    parameters: product.parameters,
    flops: product.flops,
    object: { id: spec.product, ...(object.sha256 === undefined ? {} : { sha256: object.sha256 }) },
  };
}
