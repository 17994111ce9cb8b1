/** What a classifier said of the examples of one part, counted: enough for a confusion matrix and a calibration diagram. */
export interface Tallies {
  readonly version: 1;
  readonly classes: readonly string[];
  readonly examples: number;
  /** How often examples of a class (row) were taken for a class (column); absent above `mostConfused` classes. */
  readonly confusion?: readonly (readonly number[])[];
  /** By confidence, in bins of equal width from 0 to 1, each without its lower bound. */
  readonly reliability: readonly ReliabilityBin[];
  readonly size: NetSize;
}

export interface ReliabilityBin {
  /** Examples whose largest probability lies in the bin. */
  readonly count: number;
  /** Sum of those probabilities. */
  readonly confidence: number;
  /** How many of them were right. */
  readonly correct: number;
}

/** What it costs to use the net that was measured. */
export interface NetSize {
  readonly parameters: number;
  /** Of the stored weights. */
  readonly bytes: number;
  /** Of one forward pass of one example, a multiply-add counted as two. */
  readonly flops: number;
}

/** A matrix of more classes is a large file that nobody can read. */
export const mostConfused = 200;

/** The file beside a measurement that holds them. */
export const talliesFile = 'tallies.json';

export const talliesText = (tallies: Tallies): string => `${JSON.stringify(tallies)}\n`;

/** What `talliesText` wrote; undefined for any other text. */
export function parseTallies(text: string): Tallies | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return isTallies(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const areNumbers = (value: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean =>
  names.every(name => Number.isFinite(value[name]));

function isTallies(value: unknown): value is Tallies {
  if (!isRecord(value) || value.version !== 1 || !areNumbers(value, 'examples')) return false;
  const { classes, confusion, reliability, size } = value;
  return (
    Array.isArray(classes) &&
    classes.every(name => typeof name === 'string') &&
    (confusion === undefined || isSquare(confusion, classes.length)) &&
    Array.isArray(reliability) &&
    reliability.every(bin => isRecord(bin) && areNumbers(bin, 'count', 'confidence', 'correct')) &&
    isRecord(size) &&
    areNumbers(size, 'parameters', 'bytes', 'flops')
  );
}

const isSquare = (rows: unknown, side: number): boolean =>
  Array.isArray(rows) &&
  rows.length === side &&
  rows.every(row => Array.isArray(row) && row.length === side && row.every(Number.isFinite));
