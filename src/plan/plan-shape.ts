import {
  count,
  either,
  fields,
  json,
  listOf,
  matching,
  number,
  oneOf,
  optional,
  recordOf,
  type Shape,
  text,
} from '../lib/shape.js';
import type { JobSpec } from './plan.js';

/** Of a job: SHA-256 in hex. */
export const jobIdShape = matching(/^[0-9a-f]{64}$/, 'a job id');

const point = recordOf(text);
const configured = fields({ name: text, settings: recordOf(() => undefined) });
const amount = either(oneOf('all'), fields({ count }), fields({ share: number }));
const data = fields({
  from: configured,
  fingerprint: text,
  facts: optional(
    fields({ input: listOf(count), classes: listOf(text), examples: fields({ train: count, test: count }) }),
  ),
  train: amount,
  validation: amount,
  test: amount,
  labeled: either(amount, fields({ perClass: count })),
  augment: listOf(configured),
  splitSeed: number,
});
const train = fields({
  length: either(fields({ epochs: number }), fields({ steps: number })),
  batch: number,
  optimizer: configured,
  schedule: configured,
  clip: optional(number),
  labelSmoothing: number,
  select: text,
  stop: optional(configured),
});
const part = oneOf('train', 'validation', 'test');

const specs: Readonly<Record<JobSpec['kind'], Shape>> = {
  train: fields({
    data,
    net: configured,
    start: optional(jobIdShape),
    strategy: configured,
    teachers: listOf(fields({ product: jobIdShape, outputs: optional(jobIdShape), concepts: optional(jobIdShape) })),
    train,
    seed: number,
  }),
  outputs: fields({ product: jobIdShape, data, part }),
  concepts: fields({ product: jobIdShape, data, measure: configured, files: listOf(text), seed: number }),
  evaluate: fields({
    product: jobIdShape,
    data,
    part,
    teachers: listOf(jobIdShape),
    metrics: listOf(configured),
    external: listOf(data),
  }),
  gate: fields({
    evaluation: jobIdShape,
    teacher: text,
    metric: text,
    operator: oneOf('>=', '<=', '>', '<'),
    value: number,
  }),
  import: fields({ path: text, fingerprint: text }),
};
const kind = fields({ kind: oneOf(...Object.keys(specs)) });
const spec: Shape = value => kind(value) ?? specs[(value as JobSpec).kind](value) ?? json(value);

const memoryBytes = optional(number);
/** Of a `Plan` as a file holds it; that its parts fit together is not judged. */
export const planShape = fields({
  version: value => (value === 1 ? undefined : ' is not 1'),
  engine: fields({ engine: text, version: text, precision: text, threads: count, computesOn: optional(oneOf('card')) }),
  experiments: listOf(
    fields({
      name: matching(/^[\w-]+$/, 'a name'),
      about: optional(text),
      axes: listOf(fields({ name: text, alternatives: listOf(text) })),
      excluded: count,
      compare: optional(fields({ baseline: text, metric: text })),
      stopEarly: optional(fields({ metric: text, grace: number, factor: number })),
      trials: listOf(
        fields({
          id: matching(/^[\w-]+$/, 'a name'),
          cell: point,
          seed: number,
          result: jobIdShape,
          jobs: listOf(jobIdShape),
          concepts: optional(
            fields({
              teachers: listOf(fields({ label: text, job: jobIdShape })),
              training: jobIdShape,
              student: jobIdShape,
            }),
          ),
        }),
      ),
      cells: listOf(
        fields({ cell: point, trials: listOf(count), against: optional(count), expect: optional(recordOf(number)) }),
      ),
      teachers: listOf(fields({ label: text, evaluation: jobIdShape })),
    }),
  ),
  jobs: listOf(
    fields({
      id: jobIdShape,
      label: text,
      spec,
      needs: listOf(jobIdShape),
      work: number,
      limits: fields({ timeMs: optional(number), retries: count, memoryBytes }),
      resources: fields({ gpus: count, cpus: number, memoryBytes }),
    }),
  ),
});
