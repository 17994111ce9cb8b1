import {
  type CatalogueKind,
  type Concept,
  type Configured,
  findEntry,
  isConfigured,
  type TypeShape,
} from '../catalogue/index.js';
import type { Train } from '../check/experiment.js';
import { sha256 } from '../lib/hash.js';
import { canonicalJson, type Json } from '../lib/json.js';
import type { DataSpec, Numerics } from './plan.js';

const digests = new WeakMap<object, string>();

/** The digest of a part, computed once for each object: parts are shared by thousands of jobs. */
function digestOnce(part: object, identity: () => Json): string {
  const known = digests.get(part);
  if (known !== undefined) return known;
  const digest = sha256(canonicalJson(identity()));
  digests.set(part, digest);
  return digest;
}

/** An entry as far as it can change a result: its version and settings, but no path. */
export const entryDigest = (kind: CatalogueKind, configured: Configured): string =>
  digestOnce(configured, () => entryIdentity(kind, configured));

function entryIdentity(kind: CatalogueKind, { name, settings }: Configured): Json {
  const entry = findEntry(kind, name);
  const identities = Object.entries(settings).flatMap(([setting, value]) => {
    const shape = entry?.parameters[setting]?.type;
    return shape?.is === 'path' || value === undefined ? [] : [[setting, valueIdentity(shape, value)] as const];
  });
  return { name, version: entry?.version ?? 0, settings: Object.fromEntries(identities) };
}

function valueIdentity(shape: TypeShape | undefined, value: Json): Json {
  if (shape?.is === 'entry' && isConfigured(value)) return entryIdentity(shape.of, value);
  if (shape?.is === 'concept') {
    const { positive, negative } = value as unknown as Concept;
    return [entryIdentity('examples', positive), entryIdentity('examples', negative)];
  }
  if (shape?.is === 'list' && Array.isArray(value)) return value.map(item => valueIdentity(shape.of, item));
  return value;
}

export const trainDigest = (train: Train): string =>
  digestOnce(train, () => ({
    length: train.length,
    batch: train.batch,
    optimizer: entryDigest('optimizer', train.optimizer),
    schedule: entryDigest('schedule', train.schedule),
    clip: train.clip,
    labelSmoothing: train.labelSmoothing,
    select: train.select,
    stop: train.stop && entryDigest('stopping', train.stop),
  }));

export const dataDigest = (data: DataSpec): string =>
  digestOnce(data, () => ({
    from: entryDigest('dataset', data.from),
    fingerprint: data.fingerprint,
    train: data.train,
    validation: data.validation,
    test: data.test,
    labeled: data.labeled,
    augment: data.augment.map(one => entryDigest('augmentation', one)),
    splitSeed: data.splitSeed,
  }));

export const numericsDigest = (numerics: Numerics): string => digestOnce(numerics, () => ({ ...numerics }));
