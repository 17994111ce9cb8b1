/** A run as MLflow has it: `metric` beside each of its values, `params` are texts. */
export interface MlflowRun {
  readonly name: string;
  readonly status: 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED';
  readonly startMs: number;
  readonly endMs?: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: readonly MlflowMetric[];
}

export interface MlflowMetric {
  readonly key: string;
  readonly value: number;
  readonly step: number;
  readonly timeMs: number;
}

/** What one call of `runs/log-batch` may take. */
const mostMetrics = 1_000;
const mostParams = 100;
const mostInAll = 1_000;

/** Of a call, so that its JSON stays below a megabyte: a metric is some 400 bytes at most, a param 800. */
const longestKey = 250;
const longestValue = 500;

export interface LogBatch {
  readonly metrics: readonly object[];
  readonly params: readonly { readonly key: string; readonly value: string }[];
}

/**
 * Params and metrics in calls that MLflow takes, params first.
 * Limits: MLflow REST API, Log Batch: 1,000 metrics, 100 params and 1,000 of both at a time.
 */
export function logBatches({ params, metrics }: Pick<MlflowRun, 'params' | 'metrics'>): readonly LogBatch[] {
  const nameOf = mlflowKeys();
  const namedParams = Object.entries(params).map(([key, value]) => ({
    key: nameOf(key),
    value: cut(value, longestValue),
  }));
  const nameOfMetric = mlflowKeys();
  const namedMetrics = metrics.map(({ key, value, step, timeMs }) => ({
    key: nameOfMetric(key),
    // JSON has no NaN; the REST interface takes these three as texts.
    value: Number.isFinite(value) ? value : String(value),
    timestamp: Math.round(timeMs),
    step,
  }));
  const batches: LogBatch[] = [];
  let [atParam, atMetric] = [0, 0];
  while (atParam < namedParams.length || atMetric < namedMetrics.length) {
    const someParams = namedParams.slice(atParam, atParam + mostParams);
    const room = Math.min(mostMetrics, mostInAll - someParams.length);
    const someMetrics = namedMetrics.slice(atMetric, atMetric + room);
    batches.push({ params: someParams, metrics: someMetrics });
    atParam += someParams.length;
    atMetric += someMetrics.length;
  }
  return batches;
}

/**
 * Gives every name one that MLflow takes as a key, always the same and each its own: letters, digits, and `_-. :/`, of
 * which `/` groups. What is measured on another set (`accuracy@svhn`) is grouped below what it measures.
 */
function mlflowKeys(): (name: string) => string {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return name => {
    const known = given.get(name);
    if (known !== undefined) return known;
    const plain = plainKey(name);
    let key = plain;
    for (let next = 2; taken.has(key.toLowerCase()); next++) key = `${plain}_${next}`;
    taken.add(key.toLowerCase());
    given.set(name, key);
    return key;
  };
}

function plainKey(name: string): string {
  const parts = name
    .replaceAll('@', '/')
    .replace(/[^A-Za-z0-9_\-. :/]+/g, '_')
    .split('/')
    .filter(part => !['', '.', '..'].includes(part));
  return parts.join('/').slice(0, longestKey - 10) || '_';
}

/** Longer texts are refused by older servers. */
const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
