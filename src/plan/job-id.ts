import { sha256 } from '../lib/hash.js';
import { canonicalJson, type Json } from '../lib/json.js';
import { dataDigest, entryDigest, trainDigest } from './identity.js';
import type { JobKind, JobSpec, Numerics } from './plan.js';

/** The name of a result: SHA-256, in hex, of everything that can change it. Equal ids mean interchangeable results. */
export type JobId = string & { readonly __brand: 'JobId' };

/** Raised by hand when a kind of job starts to compute something else: the loop, the measuring. */
const versions: Readonly<Record<JobKind, number>> = { train: 1, outputs: 1, evaluate: 1, gate: 1, import: 1 };

/**
 * Equal ids mean interchangeable results, so the store may answer instead of a computation.
 * Whatever can change the result is hashed; nothing else may be: no path, name, time, limit or slot.
 */
export function jobId(spec: JobSpec, numerics: Numerics): JobId {
  const identity = { kind: spec.kind, version: versions[spec.kind], numerics: { ...numerics }, ...identityOf(spec) };
  return sha256(canonicalJson(identity)) as JobId;
}

function identityOf(spec: JobSpec): { readonly [field: string]: Json | undefined } {
  switch (spec.kind) {
    case 'train':
      return {
        data: dataDigest(spec.data),
        net: entryDigest('net', spec.net),
        start: spec.start,
        strategy: entryDigest('strategy', spec.strategy),
        // stored outputs are the product's own, bit for bit, so reading them changes nothing
        teachers: spec.teachers.map(({ product }) => product),
        train: trainDigest(spec.train),
        seed: spec.seed,
      };
    case 'outputs':
      return { product: spec.product, data: dataDigest(spec.data), part: spec.part };
    case 'evaluate':
      return {
        product: spec.product,
        data: dataDigest(spec.data),
        part: spec.part,
        teachers: spec.teachers,
        metrics: spec.metrics.map(metric => entryDigest('metric', metric)),
        external: spec.external.map(dataDigest),
      };
    case 'gate':
      return { evaluation: spec.evaluation, metric: spec.metric, operator: spec.operator, value: spec.value };
    case 'import':
      return { fingerprint: spec.fingerprint };
  }
}
