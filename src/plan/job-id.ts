import { sha256 } from '../lib/hash.js';
import { dataDigest, entryDigest, numericsDigest, trainDigest } from './identity.js';
import type { JobKind, JobSpec, Numerics } from './plan.js';

/** The name of a result: SHA-256, in hex, of everything that can change it. Equal ids mean interchangeable results. */
export type JobId = string & { readonly __brand: 'JobId' };

/** Raised by hand when a kind of job starts to compute something else: the loop, the measuring. */
const versions: Readonly<Record<JobKind, number>> = {
  train: 1,
  outputs: 1,
  concepts: 1,
  evaluate: 1,
  gate: 1,
  import: 1,
};

/**
 * Equal ids mean interchangeable results, so the store may answer instead of a computation.
 * Whatever can change the result is hashed; nothing else may be: no path, name, time, limit or slot.
 */
export function jobId(spec: JobSpec, numerics: Numerics): JobId {
  const parts = [spec.kind, versions[spec.kind], numericsDigest(numerics), ...identityOf(spec)];
  // one part a line: digests, ids and numbers hold no line end, so different parts give different texts
  return sha256(parts.join('\n')) as JobId;
}

type Part = string | number;

function identityOf(spec: JobSpec): readonly Part[] {
  switch (spec.kind) {
    case 'train':
      return [
        dataDigest(spec.data),
        entryDigest('net', spec.net),
        spec.start ?? 'anew',
        entryDigest('strategy', spec.strategy),
        trainDigest(spec.train),
        spec.seed,
        // stored outputs are the product's own, bit for bit, so reading them changes nothing
        ...spec.teachers.flatMap(({ product, concepts }) => (concepts ? [product, concepts] : [product])),
      ];
    case 'outputs':
      return [spec.product, dataDigest(spec.data), spec.part];
    case 'concepts':
      return [spec.product, dataDigest(spec.data), entryDigest('weighting', spec.measure), ...spec.files, spec.seed];
    case 'evaluate':
      return [
        spec.product,
        dataDigest(spec.data),
        spec.part,
        ...spec.teachers,
        'metrics',
        ...spec.metrics.map(metric => entryDigest('metric', metric)),
        'external',
        ...spec.external.map(dataDigest),
      ];
    case 'gate':
      return [spec.evaluation, spec.metric, spec.operator, spec.value];
    case 'import':
      return [spec.fingerprint];
  }
}
