import { sha256 } from '../lib/hash.js';
import { canonicalJson, type Json } from '../lib/json.js';
import { expectKnownFormat } from './newer-format.js';

/** What a job says of its result. Specs and engines are JSON the store does not look into. */
export interface ObjectFacts {
  readonly version: 1;
  /** Of the job: `train`, `evaluate`, …. */
  readonly kind: string;
  readonly spec: unknown;
  readonly metrics: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly seconds: number;
  readonly engine: unknown;
  /** What computed it, for people: never part of the identity. */
  readonly versions: { readonly kd: string; readonly node: string; readonly commit?: string };
}

/** What an object says of itself, in its `object.json`. */
export interface ObjectInfo extends ObjectFacts {
  /** All its files but `object.json`, by path in the object with `/` between folders. Absent in the oldest objects. */
  readonly files?: Readonly<Record<string, FileRecord>>;
  /** SHA-256 of the canonical JSON of all else. Absent in the oldest objects. */
  readonly sha256?: string;
}

export interface FileRecord {
  readonly bytes: number;
  readonly sha256: string;
}

/** The text of `object.json`. */
export function encodeInfo(facts: ObjectFacts, files: Readonly<Record<string, FileRecord>>): string {
  const content = { ...facts, files };
  return `${JSON.stringify({ ...content, sha256: digestOf(content) }, undefined, 2)}\n`;
}

/**
 * What `object.json` says, or what is wrong with it.
 *
 * @throws StoreError where a newer kd wrote it
 */
export function decodeInfo(text: string, path: string): ObjectInfo | { readonly wrong: string } {
  const value = parsed(text);
  if (!isRecord(value) || typeof value.version !== 'number') return { wrong: 'is not the JSON of an object' };
  expectKnownFormat(path, value.version, 1);
  const { metrics, warnings, seconds, sha256: digest, ...rest } = value;
  if (!isRecord(metrics) || !Array.isArray(warnings) || typeof seconds !== 'number')
    return { wrong: 'is not the JSON of an object' };
  if (digest !== undefined && digest !== digestOf({ ...rest, metrics, warnings, seconds }))
    return { wrong: 'does not agree with its checksum' };
  return value as unknown as ObjectInfo;
}

/** As it will be read back, so that what JSON leaves out is no part of it. */
const digestOf = (content: object): string => sha256(canonicalJson(JSON.parse(JSON.stringify(content)) as Json));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
